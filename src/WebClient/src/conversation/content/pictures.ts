import type { InjectionKey, Ref } from 'vue';

import type { Attachment, Message } from '@/api/types';

/** The pictures of the conversation that is open, oldest first: what the viewer goes through. */
export const PICTURES: InjectionKey<Readonly<Ref<readonly Attachment[]>>> = Symbol('pictures');

export function picturesOf(messages: readonly Message[]): Attachment[] {
  return messages.flatMap((message) => (message.type === 'image' && message.attachment ? [message.attachment] : []));
}

/** Of these sides the longer is so much longer that the whole picture shows nothing. */
const LONG_RATIO = 3.2;

export function isLong(width: number, height: number): boolean {
  return Math.max(width, height) > LONG_RATIO * Math.min(width, height);
}
