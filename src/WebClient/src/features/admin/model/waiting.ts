import type { Conversation } from '@/api/types';
import { inAskingOrder, isGone } from '@/features/chat/model/conversations';

/** How long the asking side may wait before a conversation counts as unanswered; the server counts by the same. */
export const ANSWER_MS = 3 * 60_000;

/** Since when the asking side waits, in milliseconds of the epoch; null when nobody does. */
export function waitingSince(entry: Conversation): number | null {
  const message = entry.last_message;
  if (!message || isGone(message)) return null;
  const [asking, ...others] = inAskingOrder(entry.participants);
  if (!asking) return null;
  const sender = entry.participants.find(({ user }) => user.id === message.sender_id);
  const asks = sender?.user.role === asking.user.role && others.some(({ user }) => user.role !== asking.user.role);
  return asks ? Date.parse(message.created_at) : null;
}

export function isUnanswered(entry: Conversation, now: number): boolean {
  const since = waitingSince(entry);
  return since !== null && now - since > ANSWER_MS;
}
