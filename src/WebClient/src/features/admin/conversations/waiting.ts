import type { Conversation } from '@/api/types';

/** How long the asking side may wait before a conversation counts as unanswered; the server counts by the same. */
export const ANSWER_MS = 3 * 60_000;

/** How long the asking side has waited, in milliseconds; 0 when nobody does. */
export function waited({ waiting_since: since }: Conversation, now: number): number {
  return since === null ? 0 : Math.max(0, now - Date.parse(since));
}

export function isUnanswered(entry: Conversation, now: number): boolean {
  return waited(entry, now) > ANSWER_MS;
}
