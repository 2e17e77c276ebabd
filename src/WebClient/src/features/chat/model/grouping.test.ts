import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { rowsOf } from './grouping';
import type { OutboxItem } from './outbox';

const at = (minute: number, day = 2) => new Date(2025, 10, day, 9, minute).toISOString();
const item = (id: string): OutboxItem => ({
  client_message_id: id, type: 'text', attachment: null, conversation_id: 1, content: 'hi', reply_to: null, created_at: at(30), state: 'waiting', reason: null, attempts: 0, not_before: 0,
});
const shape = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => (row.kind === 'bubble' ? `${row.first ? '[' : ''}${row.bubble.kind}${row.last ? ']' : ''}` : row.kind));

describe('rowsOf', () => {
  it('joins a run of one sender within three minutes', () => {
    const messages = [message(1, { created_at: at(0) }), message(2, { created_at: at(2) }), message(3, { created_at: at(6) })];
    expect(shape(rowsOf(messages, [], 'b1', null))).toEqual(['day', '[stored', 'stored]', '[stored]']);
  });

  it('starts a run anew for another sender, another day and after the unread line', () => {
    const messages = [
      message(1, { created_at: at(0) }),
      message(2, { created_at: at(0), sender_id: 'b1' }),
      message(3, { created_at: at(0, 3), sender_id: 'b1' }),
      message(4, { created_at: at(1, 3) }),
      message(5, { created_at: at(1, 3) }),
    ];
    expect(shape(rowsOf(messages, [], 'b1', 5))).toEqual(['day', '[stored]', '[stored]', 'day', '[stored]', '[stored]', 'unread', '[stored]']);
  });

  it('makes a line of what was recalled', () => {
    expect(shape(rowsOf([message(1), recalled(2, 3), message(3)], [], 'b1', null))).toEqual(['day', '[stored]', 'notice', '[stored]']);
  });

  it('puts what waits last and keeps its key when it is stored', () => {
    const waiting = rowsOf([message(1)], [item('x')], 'b1', null);
    const stored = rowsOf([message(1), message(2, { sender_id: 'b1', client_message_id: 'x', created_at: at(30) })], [item('x')], 'b1', null);
    expect(waiting.at(-1)).toMatchObject({ key: 'x', bubble: { kind: 'pending' } });
    expect(stored.filter((row) => row.key === 'x')).toMatchObject([{ bubble: { kind: 'stored' } }]);
  });
});
