import { beforeEach, describe, expect, it, vi } from 'vitest';

import { conversation, head, message, participant, recalled } from '@/api/shapes.fake';
import type { Conversation } from '@/api/types';
import type { Realtime } from '@/realtime';
import { Emitter } from '@/realtime/emitter';

import { createLiveIndex } from './liveIndex';

let events: Realtime['events'];
const doubt = vi.fn();
const learn = vi.fn();
const entries = new Map<number, Conversation>();
const farUnread = new Map<number, number>();
const withUnread = (id: number, unread_count: number, more: Partial<Conversation> = {}) =>
  conversation(id, { unread_count, participants: [participant('b1', { unread_count }), participant('m1')], ...more });

function begin(me?: string) {
  const index = createLiveIndex({ entries, farUnread, learn, doubt });
  index.attach({ events } as Realtime, me);
  return index;
}

beforeEach(() => {
  events = new Emitter();
  doubt.mockClear();
  learn.mockClear();
  entries.clear();
  farUnread.clear();
});

describe('createLiveIndex', () => {
  it('puts a pushed message on its entry, and the entry on top', () => {
    const index = begin('b1');
    index.ingest(conversation(1, { updated_at: '2025-11-02T00:00:00.000Z' }));
    index.ingest(conversation(2, { updated_at: '2025-11-01T00:00:00.000Z' }));
    expect(index.sorted().map(({ id }) => id)).toEqual([1, 2]);
    events.emit('MessageReceived', message(1, { conversation_id: 2, created_at: '2025-11-03T00:00:00.000Z' }));
    expect(index.sorted().map(({ id }) => id)).toEqual([2, 1]);
    expect(entries.get(2)?.unread_count).toBe(1);
    expect(doubt).not.toHaveBeenCalled();
  });

  it('doubts what it does not know, what skipped others, and what is gone', () => {
    const index = begin('b1');
    events.emit('MessageReceived', message(1, { conversation_id: 9 }));
    index.ingest(conversation(1, { revision: 3, last_sequence: 3, last_message: message(3) }));
    events.emit('MessageReceived', message(5, { revision: 5 }));
    index.ingest(conversation(2, { revision: 3, last_sequence: 3, last_message: message(3) }));
    events.emit('MessageUpdated', { ...recalled(1, 4), conversation_id: 2 });
    expect(doubt.mock.calls).toEqual([[9], [1], [2]]);
  });

  it('counts what is unread by entries, and by heads where there is none', () => {
    const index = begin('b1');
    index.ingest(withUnread(1, 2));
    index.ingest(withUnread(2, 8, { muted: true }));
    index.takeHeads([head({ conversation_id: 7, unread_count: 5 })]);
    expect(index.totalUnread()).toBe(2 + 5);
    events.emit('ReadUpdated', { conversation_id: 7, user_id: 'b1', last_read_sequence: 9, unread_count: 1 });
    expect(index.totalUnread()).toBe(2 + 1);
    index.readToEnd(null);
    expect(index.totalUnread()).toBe(0);
  });

  it('knows by a head whether it is behind', () => {
    const index = begin();
    index.ingest(conversation(1, { revision: 3 }));
    expect(index.isBehind(head({ conversation_id: 1, revision: 3 }))).toBe(false);
    expect(index.isBehind(head({ conversation_id: 1, revision: 4 }))).toBe(true);
    expect(index.isBehind(head({ conversation_id: 2, revision: 1 }))).toBe(true);
  });

  it('keeps both sides apart for an onlooker, who has no count of their own', () => {
    const index = begin();
    index.ingest(withUnread(1, 0));
    events.emit('MessageReceived', message(1, { sender_id: 'm1' }));
    expect(entries.get(1)?.participants.map(({ unread_count }) => unread_count)).toEqual([1, 0]);
    expect(entries.get(1)?.unread_count).toBe(0);
    expect(index.totalUnread()).toBe(0);
  });
});
