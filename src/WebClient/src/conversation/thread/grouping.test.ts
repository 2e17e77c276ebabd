import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { isNotice, isPending, type Entry } from '../message/entry';
import type { OutboxItem } from '../outbox/queue';
import { entriesOf, keyOf, placeOf } from './grouping';

const at = (minute: number, day = 2) => new Date(2025, 10, day, 9, minute).toISOString();
const item = (id: string): OutboxItem => ({
  client_message_id: id,
  type: 'text',
  attachment: null,
  conversation_id: 1,
  content: 'hi',
  reply_to: null,
  created_at: at(30),
  state: 'waiting',
  reason: null,
  attempts: 0,
  not_before: 0,
});
const shape = (entries: readonly Entry[], firstUnread: number | null = null) =>
  entries.flatMap((entry, index) => {
    const { day, unread, first, last } = placeOf(entries, index, 'b1', firstUnread);
    const what = isNotice(entry) ? 'notice' : `${first ? '[' : ''}${isPending(entry) ? 'pending' : 'stored'}${last ? ']' : ''}`;
    return [...(day ? ['day'] : []), ...(unread ? ['unread'] : []), what];
  });

describe('placeOf', () => {
  it('joins a run of one sender within three minutes', () => {
    const messages = [message(1, { created_at: at(0) }), message(2, { created_at: at(2) }), message(3, { created_at: at(6) })];
    expect(shape(messages)).toEqual(['day', '[stored', 'stored]', '[stored]']);
  });

  it('starts a run anew for another sender, another day and after the unread line', () => {
    const messages = [
      message(1, { created_at: at(0) }),
      message(2, { created_at: at(0), sender_id: 'b1' }),
      message(3, { created_at: at(0, 3), sender_id: 'b1' }),
      message(4, { created_at: at(1, 3) }),
      message(5, { created_at: at(1, 3) }),
    ];
    expect(shape(messages, 5)).toEqual(['day', '[stored]', '[stored]', 'day', '[stored]', '[stored]', 'unread', '[stored]']);
  });

  it('makes a line of what was recalled, removed or said by the system', () => {
    expect(shape([message(1), recalled(2, 3), message(3)])).toEqual(['day', '[stored]', 'notice', '[stored]']);
    expect(shape([message(1, { type: 'system' }), message(2, { removed_at: at(1) })])).toEqual(['day', 'notice', 'notice']);
  });
});

describe('entriesOf', () => {
  it('puts what waits last and keeps its key when it is stored', () => {
    const waiting = entriesOf([message(1)], [item('x')], 'b1');
    const stored = entriesOf([message(1), message(2, { sender_id: 'b1', client_message_id: 'x', created_at: at(30) })], [item('x')], 'b1');
    expect(waiting.map((entry) => keyOf(entry, 'b1'))).toEqual(['#1001', 'x']);
    expect(isPending(waiting[1]!)).toBe(true);
    expect(stored.map((entry) => keyOf(entry, 'b1'))).toEqual(['#1001', 'x']);
    expect(isPending(stored[1]!)).toBe(false);
  });

  it('does not take the client id of another for its own', () => {
    expect(entriesOf([message(1, { client_message_id: 'x' })], [item('x')], 'b1')).toHaveLength(2);
    expect(keyOf(message(1, { client_message_id: 'x' }), 'b1')).toBe('#1001');
  });

  it('tells another person’s message from an own one that was sent under a similar id', () => {
    const own = message(2, { sender_id: 'b1', client_message_id: `m${message(1).id}` });
    expect(keyOf(own, 'b1')).not.toBe(keyOf(message(1), 'b1'));
  });
});
