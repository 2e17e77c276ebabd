import type { InjectionKey, Ref } from 'vue';

import type { Attachment, Message } from '@/api/types';

/** The pictures of the conversation that is open, oldest first: what the viewer goes through. */
export const PICTURES: InjectionKey<Readonly<Ref<readonly Attachment[]>>> = Symbol('pictures');

export function picturesOf(messages: readonly Message[]): Attachment[] {
  return messages.flatMap((message) => (message.type === 'image' && message.attachment ? [message.attachment] : []));
}
