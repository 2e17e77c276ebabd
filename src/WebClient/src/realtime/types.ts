import type { Conversation, Head, Message, MessageChanges, MessagePage } from '@/api/types';

export interface ReadUpdate {
  conversation_id: number;
  user_id: string;
  last_read_sequence: number;
  unread_count: number;
}

export interface TypingChange {
  conversation_id: number;
  user_id: string;
  is_typing: boolean;
}

export interface Presence {
  user_id: string;
  is_online: boolean;
  last_seen_at: string | null;
}

/** What the server calls. */
export interface ServerEvents {
  MessageReceived: Message;
  MessageUpdated: Message;
  ConversationUpdated: Conversation;
  ReadUpdated: ReadUpdate;
  TypingChanged: TypingChange;
  PresenceChanged: Presence;
  Heads: { heads: Head[] };
  SessionEnded: { reason: string };
}

export interface OutgoingMessage {
  conversation_id: number;
  client_message_id: string;
  type: 'text';
  content: string;
  reply_to_id?: number;
}

/** What the client calls: argument and answer. */
export interface HubMethods {
  SendMessage: [OutgoingMessage, Message];
  MarkRead: [{ conversation_id: number; sequence: number }, { unread_count: number; last_read_sequence: number }];
  RecallMessage: [{ message_id: number }, Message];
  SetTyping: [{ conversation_id: number; is_typing: boolean }, void];
  WatchPresence: [{ user_ids: string[] }, Presence[]];
  GetHeads: [Record<string, never>, { heads: Head[] }];
  WatchAll: [{ enabled: boolean }, void];
}

/** One attempt at a connection. SignalR in the page, a fake in tests. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke<M extends keyof HubMethods>(method: M, argument: HubMethods[M][0]): Promise<HubMethods[M][1]>;
  on<E extends keyof ServerEvents>(event: E, handler: (payload: ServerEvents[E]) => void): void;
  onClose(handler: () => void): void;
}

/** The REST calls that fill what pushes don't bring. */
export interface MessageSource {
  messages(id: number, query: { before?: number; limit?: number }): Promise<MessagePage>;
  messageChanges(id: number, sinceRevision: number, limit: number): Promise<MessageChanges>;
}

export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'connected' }
  /** `retryAt` in milliseconds of the epoch. */
  | { kind: 'reconnecting'; retryAt: number; offline: boolean }
  | { kind: 'ended'; reason: string };

/** What people see of one conversation's log. */
export interface LogView {
  conversationId: number;
  messages: readonly Message[];
  hasOlder: boolean;
}
