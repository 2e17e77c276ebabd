import type { Conversation, Message, MessageChanges, MessagePage } from '@/api/types';

import type { HubMethods, ServerEvents } from './hubContract';

/** One attempt at a connection. SignalR in the page, a fake in tests. */
export interface Hub {
  /** `negotiated` is called when the server has answered; what fails afterwards is the transport's doing. */
  start(negotiated: () => void): Promise<void>;
  stop(): Promise<void>;
  /** A plain request, over no transport of SignalR's: done when the server has answered. */
  ping(): Promise<void>;
  invoke<M extends keyof HubMethods>(method: M, argument: HubMethods[M][0]): Promise<HubMethods[M][1]>;
  on<E extends keyof ServerEvents>(event: E, handler: (payload: ServerEvents[E]) => void): void;
  onClose(handler: () => void): void;
}

/** The REST calls that fill what pushes don't bring. */
export interface MessageSource {
  messages(id: number, query: { before?: number; after?: number; around?: number; limit?: number }): Promise<MessagePage>;
  messageChanges(id: number, sinceRevision: number, limit: number): Promise<MessageChanges>;
}

export interface ConversationSource {
  conversation(id: number): Promise<Conversation>;
}

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** `retryAt` in milliseconds of `performance.now()`, which no clock that is set changes; `crowded`: too many pages of this person are open. */
  | { kind: 'reconnecting'; retryAt: number; offline: boolean; crowded: boolean }
  | { kind: 'ended'; reason: string };

/** What people see of one conversation's log: its end, or a stretch around an old message. */
export interface LogView {
  conversationId: number;
  messages: readonly Message[];
  hasOlder: boolean;
  /** When it is not the end. */
  hasNewer: boolean;
  /** The last message of the log, in view or not. */
  latest: Message | null;
}
