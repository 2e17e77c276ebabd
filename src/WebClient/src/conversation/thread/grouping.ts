import type { Message } from '@/api/types';

import { isNotice, isPending, senderOf, type Entry } from '../message/entry';
import type { OutboxItem } from '../outbox/queue';

/** Messages of one sender that follow each other within this time share one avatar and one time. */
const RUN_MS = 3 * 60_000;
/** As far back as something that still waits here can have been stored. */
const STORED_WITHIN = 200;

/** How an entry stands among its neighbours. */
export interface Place {
  /** Whether a day begins here. */
  day: boolean;
  /** Whether 「以下为新消息」 stands above it. */
  unread: boolean;
  /** Whether a run of bubbles begins or ends with it. */
  first: boolean;
  last: boolean;
}

/** In reading order. What waits to be sent stands last. */
export function entriesOf(messages: readonly Message[], outbox: readonly OutboxItem[], me: string): readonly Entry[] {
  if (outbox.length === 0) return messages;
  const stored = new Set(
    messages
      .slice(-STORED_WITHIN)
      .filter((m) => m.sender_id === me)
      .map((m) => m.client_message_id),
  );
  return [...messages, ...outbox.filter((item) => !stored.has(item.client_message_id))];
}

/**
 * The same before and after a message is stored: the bubble stays, only its tick changes. A program may have sent one's own messages under
 * ids such as `m7`, so the key of somebody else's begins with a character that no such id may have.
 */
export function keyOf(entry: Entry, me: string): string {
  if (isPending(entry)) return entry.client_message_id;
  return entry.sender_id === me && entry.client_message_id ? entry.client_message_id : `#${entry.id}`;
}

/** Looks at the neighbours alone, so that a list of any length costs what is in view. */
export function placeOf(entries: readonly Entry[], index: number, me: string, firstUnread: number | null): Place {
  const [previous, entry, next] = [entries[index - 1], entries[index]!, entries[index + 1]];
  return {
    day: beginsDay(previous, entry),
    unread: isFirstUnread(entry, firstUnread),
    first: beginsRun(previous, entry, me, firstUnread),
    last: !next || beginsRun(entry, next, me, firstUnread),
  };
}

function beginsRun(previous: Entry | undefined, entry: Entry, me: string, firstUnread: number | null): boolean {
  return (
    !previous ||
    isNotice(previous) ||
    isNotice(entry) ||
    isFirstUnread(entry, firstUnread) ||
    senderOf(previous, me) !== senderOf(entry, me) ||
    Date.parse(entry.created_at) - Date.parse(previous.created_at) >= RUN_MS ||
    beginsDay(previous, entry)
  );
}

function isFirstUnread(entry: Entry, firstUnread: number | null): boolean {
  return !isPending(entry) && entry.sequence === firstUnread;
}

function beginsDay(previous: Entry | undefined, entry: Entry): boolean {
  return !previous || dayOf(previous.created_at) !== dayOf(entry.created_at);
}

/** The local calendar day. */
function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
