import type { Message } from '@/api/types';

import type { OutboxItem } from './outbox';

/** Messages of one sender that follow each other within this time share one avatar and one time. */
const RUN_MS = 3 * 60_000;

export type Bubble =
  | { key: string; kind: 'stored'; senderId: string; at: string; message: Message }
  | { key: string; kind: 'pending'; senderId: string; at: string; item: OutboxItem };

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'notice'; key: string; bubble: Bubble & { kind: 'stored' } }
  | { kind: 'bubble'; key: string; bubble: Bubble; first: boolean; last: boolean };

/** Days, the unread line and runs of bubbles, in reading order. What waits to be sent stands last. */
export function rowsOf(
  messages: readonly Message[],
  outbox: readonly OutboxItem[],
  me: string,
  firstUnread: number | null,
): Row[] {
  const stored = new Set(messages.filter((m) => m.sender_id === me).map((m) => m.client_message_id));
  const bubbles: Bubble[] = [
    // The same key before and after it is stored: the bubble stays, only its tick changes.
    ...messages.map((message): Bubble => ({
      key: message.sender_id === me && message.client_message_id ? message.client_message_id : `m${message.id}`,
      kind: 'stored', senderId: message.sender_id, at: message.created_at, message,
    })),
    ...outbox.filter((item) => !stored.has(item.client_message_id)).map((item): Bubble => ({
      key: item.client_message_id, kind: 'pending', senderId: me, at: item.created_at, item,
    })),
  ];
  const rows: Row[] = [];
  let previous: Bubble | null = null;
  for (const bubble of bubbles) {
    const newDay = !previous || dayOf(previous.at) !== dayOf(bubble.at);
    if (newDay) rows.push({ kind: 'day', key: `day of ${bubble.key}`, at: bubble.at });
    const unreadStarts = bubble.kind === 'stored' && bubble.message.sequence === firstUnread;
    if (unreadStarts) rows.push({ kind: 'unread', key: 'unread' });
    if (bubble.kind === 'stored' && isNotice(bubble.message)) {
      rows.push({ kind: 'notice', key: bubble.key, bubble });
    } else {
      const before = rows.at(-1);
      const joins = before?.kind === 'bubble' && before.bubble.senderId === bubble.senderId
        && Date.parse(bubble.at) - Date.parse(before.bubble.at) < RUN_MS;
      if (joins) before.last = false;
      rows.push({ kind: 'bubble', key: bubble.key, bubble, first: !joins, last: true });
    }
    previous = bubble;
  }
  return rows;
}

/** Recalled, removed and system messages are lines, not bubbles. */
function isNotice(message: Message): boolean {
  return message.type === 'system' || message.recalled_at !== null || message.removed_at !== null;
}

/** The local calendar day. */
function dayOf(at: string): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
