import type { Conversation } from '@/api/types';

const MINUTE = 60_000;
/** How long the asking side may wait before a conversation counts as unanswered; the server counts by the same. */
export const ANSWER_MS = 3 * MINUTE;

/** How long the asking side has waited, in milliseconds; 0 when nobody does. */
export function waited({ waiting_since: since }: Conversation, now: number): number {
  return since === null ? 0 : Math.max(0, now - Date.parse(since));
}

export function isUnanswered(entry: Conversation, now: number): boolean {
  return waited(entry, now) > ANSWER_MS;
}

/** The longest wait first; ids settle ties, as they do on the server. */
export function byWait(a: Conversation, b: Conversation): number {
  const [first, second] = [a.waiting_since ?? '~', b.waiting_since ?? '~'];
  if (first === second) return a.id - b.id;
  return first < second ? -1 : 1;
}

/** A wait as people say it: the key of a sentence, and its number. */
export function waitText(ms: number): { key: 'monitor.waited' | 'monitor.waitedHours' | 'monitor.waitedDays'; n: number } {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 60) return { key: 'monitor.waited', n: minutes };
  if (minutes < 24 * 60) return { key: 'monitor.waitedHours', n: Math.floor(minutes / 60) };
  return { key: 'monitor.waitedDays', n: Math.floor(minutes / 60 / 24) };
}
