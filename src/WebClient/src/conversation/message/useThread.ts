import { inject, provide, type InjectionKey } from 'vue';

import type { Message } from '@/api/types';

import type { TakenBack } from '../messages';
import type { Entry } from './entry';

/** What a member does with a message, offered by its menu. */
export type MemberAct = 'reply' | 'forward' | 'keep' | 'recall';

/** What the page around a thread does for its messages. A page that only reads along provides none of it. */
export interface ThreadActions extends Record<MemberAct, (message: Message) => unknown> {
  /** Writes anew what was taken back. */
  edit: (message: TakenBack) => void;
  /** Of a message that could not be sent, by its client's id. */
  retry: (id: string) => void;
  discard: (id: string) => void;
}

/** What the thread itself does for the messages in it. */
export interface ThreadView {
  /** A message is pointed at, or has the focus. */
  activate: (entry: Entry) => void;
  deactivate: (entry: Entry) => void;
  openMenu: (message: Message) => void;
  jumpTo: (messageId: number) => void;
}

const ACTIONS: InjectionKey<ThreadActions> = Symbol('thread actions');
const VIEW: InjectionKey<ThreadView> = Symbol('thread view');

export const provideThreadActions = (actions: ThreadActions) => provide(ACTIONS, actions);
export const useThreadActions = () => inject(ACTIONS, null);

export const provideThreadView = (view: ThreadView) => provide(VIEW, view);
export const useThreadView = () => inject(VIEW)!;
