// Generated from ChatHub and IChatClient: dotnet run --project build -- generate
import type { components } from '@/api/schema';

type Schemas = components['schemas'];

export const HUB_PATH = '/hubs/chat';

/** What the server calls. */
export interface ServerEvents {
  MessageReceived: Schemas['Message'];
  MessageUpdated: Schemas['Message'];
  ConversationUpdated: Schemas['Conversation'];
  ReadUpdated: Schemas['ReadUpdated'];
  TypingChanged: Schemas['TypingChanged'];
  PresenceChanged: Schemas['Presence'];
  Heads: Schemas['Heads'];
  SessionEnded: Schemas['SessionEnded'];
}

export const SERVER_EVENTS: readonly (keyof ServerEvents)[] = [
  'MessageReceived',
  'MessageUpdated',
  'ConversationUpdated',
  'ReadUpdated',
  'TypingChanged',
  'PresenceChanged',
  'Heads',
  'SessionEnded',
];

/** What the client calls: argument and answer. */
export interface HubMethods {
  SendMessage: [Schemas['SendMessageCall'], Schemas['Message']];
  MarkRead: [Schemas['MarkReadCall'], Schemas['ReadState']];
  RecallMessage: [Schemas['RecallMessageCall'], Schemas['Message']];
  SetTyping: [Schemas['SetTypingCall'], void];
  WatchPresence: [Schemas['WatchPresenceCall'], Schemas['Presence'][]];
  GetHeads: [Schemas['GetHeadsCall'], Schemas['AllHeads']];
  WatchAll: [Schemas['WatchAllCall'], void];
}
