import type { Message } from '@/api/types';

import type { OutboxItem } from '../outbox/queue';

/** What stands in the list: a message, or what waits to be one. */
export type Entry = Message | OutboxItem;

export function isPending(entry: Entry): entry is OutboxItem {
  return 'attempts' in entry;
}

/** A line instead of a bubble: recalled, taken down, or said by the system. */
export function isNotice(entry: Entry): entry is Message {
  return !isPending(entry) && (entry.type === 'system' || entry.recalled_at !== null || entry.removed_at !== null);
}

export function senderOf(entry: Entry, me: string): string {
  return isPending(entry) ? me : entry.sender_id;
}
