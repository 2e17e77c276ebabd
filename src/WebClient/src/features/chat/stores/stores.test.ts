import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { ApiError } from '@/api/problem';
import { conversation, head, message, participant, recalled } from '@/api/shapes.fake';
import { FakeHub, FakeSource, settle } from '@/realtime/hub.fake';
import { Realtime } from '@/realtime';

import { useConversations } from './conversations';
import { useOutbox } from './outbox';
import { usePeople } from './people';

let hub: FakeHub;
let realtime: Realtime;
let answer: FakeHub['answer'];

beforeEach(async () => {
  vi.useFakeTimers();
  localStorage.clear();
  setActivePinia(createPinia());
  answer = () => ({ heads: [] });
  realtime = new Realtime({
    createHub: () => {
      hub = new FakeHub();
      hub.answer = (method, argument) => answer(method, argument);
      return hub;
    },
    source: new FakeSource(),
    me: 'b1',
    renew: async () => false,
    delay: () => 100,
  });
  realtime.start();
  await settle();
});

afterEach(async () => {
  await realtime.stop();
  vi.useRealTimers();
});

describe('useOutbox', () => {
  const sent = () =>
    hub.calls
      .filter(([method]) => method === 'SendMessage')
      .map(([, argument]) => argument as { content: string; client_message_id: string });

  it('sends one after the other, in order', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    let release: (value: unknown) => void = () => undefined;
    answer = () => new Promise((resolve) => (release = resolve));
    outbox.post(1, 'one', null);
    outbox.post(1, 'two', null);
    await settle();
    expect(sent().map((m) => m.content)).toEqual(['one']);
    release(message(1));
    await settle();
    expect(sent().map((m) => m.content)).toEqual(['one', 'two']);
  });

  it('sends an answer to what is gone without the quote, and shows no more of it', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    answer = () => new Promise(() => undefined);
    outbox.post(1, 'answer', { id: message(1).id, sender_id: 'm1', excerpt: 'secret' });
    await settle();
    hub.push('MessageUpdated', recalled(1, 2));
    await settle();
    expect(outbox.items).toMatchObject([{ reply_to: { excerpt: '' } }]);
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
    const calls: unknown[] = [];
    answer = (method, argument) => {
      if (method !== 'SendMessage') return { heads: [] };
      calls.push(argument);
      if ((argument as { reply_to_id?: number }).reply_to_id)
        throw new Error('HubException: validation_failed: The quoted message is gone.');
      return message(2);
    };
    hub.drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(calls).toMatchObject([{ content: 'answer', reply_to_id: message(1).id }, { content: 'answer' }]);
    expect(calls[1]).not.toHaveProperty('reply_to_id');
    expect(outbox.items).toEqual([]);
  });

  it('sends again under the same id after a reconnect', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    answer = () => new Promise(() => undefined);
    outbox.post(1, 'one', null);
    await settle();
    const first = sent()[0]!;
    answer = () => {
      throw new Error('connection closed');
    };
    hub.drop();
    await settle();
    expect(outbox.items).toMatchObject([{ state: 'waiting' }]);
    const reloaded = useOutbox(createPinia());
    answer = (method) => (method === 'SendMessage' ? message(1) : { heads: [] });
    reloaded.attach(realtime, 'b1');
    await vi.advanceTimersByTimeAsync(200);
    expect(sent()[0]).toEqual(first);
    expect(reloaded.items).toEqual([]);
    expect(localStorage.length).toBe(0);
  });

  it('waits no longer than it has to when the clock is set back meanwhile, and says why it waits', async () => {
    vi.setSystemTime(new Date('2026-01-01T13:00:00Z'));
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    vi.spyOn(api, 'sendMessage').mockRejectedValue(new ApiError('rate_limited', '发送太频繁', 429, { retryAfterMs: 3_600_000 }));
    answer = () => {
      throw new Error('HubException: rate_limited: 发送太频繁');
    };
    outbox.post(1, 'one', null);
    await settle();
    expect(outbox.items).toMatchObject([{ state: 'waiting', reason: '发送太频繁' }]);
    vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
    answer = () => message(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.items).toEqual([]);
  });

  it('does not wait for a pause that another tab made before the clock was set back', async () => {
    vi.setSystemTime(new Date('2026-01-01T13:00:00Z'));
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    answer = () => {
      throw new Error('HubException: unavailable: 稍后再试');
    };
    outbox.post(1, 'one', null);
    await settle();
    vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
    const reloaded = useOutbox(createPinia());
    reloaded.attach(realtime, 'b1');
    answer = (method) => (method === 'SendMessage' ? message(1) : { heads: [] });
    hub.drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(reloaded.items).toEqual([]);
  });

  it('shows why a message cannot be sent, and sends the next', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    answer = (_, argument) => {
      if ((argument as { content: string }).content === 'bad') throw new Error('HubException: forbidden: 不可以');
      return message(1);
    };
    outbox.post(1, 'bad', null);
    outbox.post(1, 'good', null);
    await settle();
    expect(outbox.items).toMatchObject([{ content: 'bad', state: 'failed', reason: '不可以' }]);
    answer = () => message(2);
    outbox.retry(outbox.items[0]!.client_message_id);
    await settle();
    expect(outbox.items).toEqual([]);
  });

  it('asks for how long it has to wait when it is too fast for the server, waits, and keeps the order', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    answer = () => {
      throw new Error('HubException: rate_limited: 慢一点');
    };
    const rest = vi.spyOn(api, 'sendMessage').mockRejectedValue(new ApiError('rate_limited', '慢一点', 429, { retryAfterMs: 7_000 }));
    outbox.post(1, 'one', null);
    outbox.post(1, 'two', null);
    await settle();
    expect(outbox.items).toMatchObject([
      { content: 'one', state: 'waiting' },
      { content: 'two', state: 'waiting', attempts: 0 },
    ]);
    answer = () => message(1);
    await vi.advanceTimersByTimeAsync(6_900);
    expect(outbox.items).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(outbox.items).toEqual([]);
    expect(rest).toHaveBeenCalledOnce();
    expect(sent().map((m) => m.content)).toEqual(['one', 'one', 'two']);
  });

  it('follows what other tabs queue and send', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    await realtime.stop();
    outbox.post(1, 'one', null);
    await settle();
    const key = localStorage.key(0)!;
    localStorage.removeItem(key);
    window.dispatchEvent(new StorageEvent('storage', { key }));
    expect(outbox.items).toEqual([]);
  });

  it('sends nothing that another tab sent while this one waited for its turn', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    vi.stubGlobal('navigator', {
      locks: {
        request: async (_: string, action: () => Promise<void>) => {
          localStorage.clear();
          await action();
        },
      },
    });
    outbox.post(1, 'one', null);
    await settle();
    expect(sent()).toEqual([]);
    expect(outbox.items).toEqual([]);
    vi.unstubAllGlobals();
  });
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
    hub.push('MessageReceived', message(1, { conversation_id: 2 }));
    hub.push('MessageReceived', message(1, { conversation_id: 3 }));
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
    hub.push('Heads', { heads: [head({ conversation_id: 7, unread_count: 5, revision: 5 })] });
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
    hub.push('ConversationUpdated', { ...all[60]!, pinned: true });
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
    hub.push('MessageUpdated', recalled(1, 4));
    await settle();
    expect(read).toHaveBeenCalledOnce();
  });
});

it('forgets by itself that someone was typing', async () => {
  const people = usePeople();
  people.attach(realtime, 'b1');
  hub.push('TypingChanged', { conversation_id: 1, user_id: 'm1', is_typing: true });
  hub.push('TypingChanged', { conversation_id: 2, user_id: 'b1', is_typing: true });
  expect([people.isTyping(1), people.isTyping(2)]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(7_100);
  expect(people.isTyping(1)).toBe(false);
});
