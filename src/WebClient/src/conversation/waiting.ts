import type { Conversation, Role } from '@/api/types';

import { inAskingOrder } from './conversations';

const MINUTE = 60_000;
/** Up to here a wait is nothing to speak of. */
const QUIET_MS = 2 * MINUTE;
/** How long the asking side may wait before a conversation counts as unanswered; the server counts by the same. */
export const ANSWER_MS = 3 * MINUTE;

export type Urgency = 'quiet' | 'warning' | 'danger';

/** Whether people come to this person with questions. */
export function isAsked(role: Role): boolean {
  return role === 'merchant' || role === 'platform';
}

/** Since when the other side waits for an answer of this person; null when they don't. */
export function waitsSince(entry: Conversation, me: string): string | null {
  return entry.waiting_since && inAskingOrder(entry.participants)[0]?.user.id !== me ? entry.waiting_since : null;
}

/** The longest wait first, whoever waits no more last; ids settle ties. */
export function byWait(a: Conversation, b: Conversation): number {
  if ((a.waiting_since === null) !== (b.waiting_since === null)) return a.waiting_since === null ? 1 : -1;
  return (a.waiting_since ?? '').localeCompare(b.waiting_since ?? '') || a.id - b.id;
}

/** How long the asking side has waited, in milliseconds; 0 when nobody does. */
export function waited({ waiting_since: since }: Conversation, now: number): number {
  return since === null ? 0 : Math.max(0, now - Date.parse(since));
}

export function isUnanswered(entry: Conversation, now: number): boolean {
  return waited(entry, now) > ANSWER_MS;
}

export function urgencyOf(waitedMs: number): Urgency {
  if (waitedMs < QUIET_MS) return 'quiet';
  return waitedMs <= ANSWER_MS ? 'warning' : 'danger';
}

/** How long somebody has waited, as the key of a sentence and its number. */
export function waitText(waitedMs: number): {
  key: 'list.wait.now' | 'list.wait.minutes' | 'list.wait.hours' | 'list.wait.days';
  n: number;
} {
  const minutes = Math.floor(Math.max(0, waitedMs) / MINUTE);
  if (minutes < 1) return { key: 'list.wait.now', n: 0 };
  if (minutes < 60) return { key: 'list.wait.minutes', n: minutes };
  if (minutes < 24 * 60) return { key: 'list.wait.hours', n: Math.floor(minutes / 60) };
  return { key: 'list.wait.days', n: Math.floor(minutes / 60 / 24) };
}

/** Whether it stands in the list: neither done with nor put off until later. */
export function isAtHand(entry: Conversation, now: number): boolean {
  return !entry.done && !isSnoozed(entry, now);
}

export function isSnoozed(entry: Conversation, now: number): boolean {
  return entry.snoozed_until !== null && Date.parse(entry.snoozed_until) > now;
}

/** When something put off comes back: in an hour, this evening (or tomorrow evening), tomorrow morning, on Monday morning. */
export function snoozeChoices(now: Date): { key: 'hour' | 'evening' | 'tomorrow' | 'monday'; until: Date }[] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const evening = at(0, 18);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { key: 'hour', until: new Date(now.getTime() + 60 * MINUTE) },
    ...(evening.getTime() - now.getTime() > 60 * MINUTE ? [{ key: 'evening' as const, until: evening }] : []),
    { key: 'tomorrow', until: at(1, 9) },
    ...(toMonday > 1 ? [{ key: 'monday' as const, until: at(toMonday, 9) }] : []),
  ];
}
