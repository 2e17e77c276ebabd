import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { conversation, head, message, participant, recalled } from '@/api/shapes.fake';
import { startRealtime } from '@/conversation/realtime.fake';
import type { Realtime } from '@/realtime';
import { settle } from '@/realtime/hub.fake';

import { useConversations } from './conversations';

let line: Awaited<ReturnType<typeof startRealtime>>['line'];
let realtime: Realtime;

beforeEach(async () => {
  vi.useFakeTimers();
  localStorage.clear();
  setActivePinia(createPinia());
  ({ line, realtime } = await startRealtime());
});

afterEach(async () => {
  await realtime.stop();
  vi.useRealTimers();
});

describe('useConversations', () => {
  const withUnread = (id: number, unread_count: number) =>
    conversation(id, { unread_count, participants: [participant('b1', { unread_count }), participant('m1')] });

  it('sorts live, counts unread and reads an unknown conversation', async () => {
    const conversations = useConversations();
    conversations.attach(realtime, 'b1');
    conversations.ingest(conversation(1, { updated_at: '2025-11-02T00:00:00.000Z' }));
    conversations.ingest(conversation(2, { updated_at: '2025-11-01T00:00:00.000Z' }));
    const read = vi.spyOn(api, 'conversation').mockResolvedValue(withUnread(3, 4));
    line.hub.push('MessageReceived', message(1, { conversation_id: 2 }));
    line.hub.push('MessageReceived', message(1, { conversation_id: 3 }));
    await settle();
    expect(read).toHaveBeenCalledExactlyOnceWith(3);
    expect(conversations.sorted.map(({ id }) => id)).toEqual([2, 1, 3]);
    expect(conversations.totalUnread).toBe(1 + 4);
  });

  it('counts what it has not loaded by its head', () => {
    const conversations = useConversations();
    conversations.attach(realtime, 'b1');
    conversations.ingest(withUnread(1, 2));
    vi.spyOn(api, 'conversation').mockRejectedValue(new Error());
    line.hub.push('Heads', { heads: [head({ conversation_id: 7, unread_count: 5, revision: 5 })] });
    expect(conversations.totalUnread).toBe(5 + 2);
  });

  it('keeps a row that came from far down back until those above it are loaded', async () => {
    const day = (n: number) => new Date(Date.UTC(2025, 0, 400 - n)).toISOString();
    const all = Array.from({ length: 120 }, (_, n) => conversation(n + 1, { updated_at: day(n) }));
    const list = vi
      .spyOn(api, 'conversations')
      .mockImplementation(({ search, page = 1 }) =>
        Promise.resolve(search ? { count: 1, results: [all[110]!] } : { count: 120, results: all.slice((page - 1) * 50, page * 50) }),
      );
    const conversations = useConversations();
    conversations.attach(realtime, 'b1');
    await conversations.load();
    await conversations.search('111');
    expect(conversations.sorted.map(({ id }) => id)).toContain(111);
    expect(conversations.listed).toHaveLength(50);
    // One moves up from where nobody has looked yet: the pages shift, and none is missed.
    line.hub.push('ConversationUpdated', { ...all[60]!, pinned: true });
    all.unshift({ ...all.splice(60, 1)[0]!, pinned: true });
    await conversations.loadMore();
    await conversations.loadMore();
    expect(conversations.hasMore).toBe(false);
    expect(conversations.listed.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    // Three pages, and a search that also looks through what is done and what is put off.
    expect(list).toHaveBeenCalledTimes(6);
  });

  it('counts nothing of what is muted, however far down it is', async () => {
    const muted = { ...withUnread(9, 3), muted: true };
    vi.spyOn(api, 'conversations').mockImplementation(({ unread }) => Promise.resolve({ count: 1, results: unread ? [muted] : [] }));
    const conversations = useConversations();
    conversations.attach(realtime, 'b1');
    await conversations.load();
    realtime.events.emit('heads', { heads: [head({ conversation_id: 9, unread_count: 3 })], all: true });
    await settle();
    expect(conversations.totalUnread).toBe(0);
    conversations.ingest({ ...muted, muted: false });
    expect(conversations.totalUnread).toBe(3);
  });

  it('asks for the counters that a push alone cannot tell', async () => {
    const conversations = useConversations();
    conversations.attach(realtime, 'b1');
    conversations.ingest(conversation(1, { revision: 3, last_sequence: 3, last_message: message(3) }));
    const read = vi
      .spyOn(api, 'conversation')
      .mockResolvedValue(conversation(1, { revision: 4, last_sequence: 3, last_message: message(3) }));
    line.hub.push('MessageUpdated', recalled(1, 4));
    await settle();
    expect(read).toHaveBeenCalledOnce();
  });
});
