import type { AuditEntry } from '@/api/types';

type Action = AuditEntry['action'];

/** What the log records, in the order of the list to choose from. A new one on the server is a type error here. */
const TARGETS: Record<Action, 'user' | 'conversation' | 'message' | null> = {
  sign_in: 'user',
  sign_in_failed: 'user',
  user_created: 'user',
  user_updated: 'user',
  user_status_changed: 'user',
  user_deleted: 'user',
  password_set: 'user',
  password_changed: 'user',
  session_ended: 'user',
  second_factor_on: 'user',
  second_factor_off: 'user',
  user_banned: 'user',
  conversation_opened: 'conversation',
  messages_listed: 'user',
  feed_watched: null,
  list_exported: null,
  conversations_listed: 'user',
  message_taken_down: 'message',
  message_restored: 'message',
  message_opened: 'message',
};

export const ACTIONS = Object.keys(TARGETS) as Action[];

export const isAboutUser = (action: Action) => TARGETS[action] === 'user';
export const isAboutConversation = (action: Action) => TARGETS[action] === 'conversation';
export const isAboutMessage = (action: Action) => TARGETS[action] === 'message';
