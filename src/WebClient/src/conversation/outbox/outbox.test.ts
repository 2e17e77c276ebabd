import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { ApiError } from '@/api/problem';
import { message, recalled } from '@/api/shapes.fake';
import type { Realtime } from '@/realtime';
import { settle } from '@/realtime/hub.fake';

import { startRealtime } from '../realtime.fake';
import { useOutbox } from './outbox';

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

describe('useOutbox', () => {
  const sent = () =>
    line.hub.calls
      .filter(([method]) => method === 'SendMessage')
      .map(([, argument]) => argument as { content: string; client_message_id: string });

  it('sends one after the other, in order', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    let release: (value: unknown) => void = () => undefined;
    line.answer = () => new Promise((resolve) => (release = resolve));
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
    line.answer = () => new Promise(() => undefined);
    outbox.post(1, 'answer', { id: message(1).id, sender_id: 'm1', excerpt: 'secret' });
    await settle();
    line.hub.push('MessageUpdated', recalled(1, 2));
    await settle();
    expect(outbox.items).toMatchObject([{ reply_to: { excerpt: '' } }]);
    expect(JSON.stringify({ ...localStorage })).not.toContain('secret');
    const calls: unknown[] = [];
    line.answer = (method, argument) => {
      if (method !== 'SendMessage') return { heads: [] };
      calls.push(argument);
      if ((argument as { reply_to_id?: number }).reply_to_id)
        throw new Error('HubException: validation_failed: The quoted message is gone.');
      return message(2);
    };
    line.hub.drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(calls).toMatchObject([{ content: 'answer', reply_to_id: message(1).id }, { content: 'answer' }]);
    expect(calls[1]).not.toHaveProperty('reply_to_id');
    expect(outbox.items).toEqual([]);
  });

  it('sends again under the same id after a reconnect', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    line.answer = () => new Promise(() => undefined);
    outbox.post(1, 'one', null);
    await settle();
    const first = sent()[0]!;
    line.answer = () => {
      throw new Error('connection closed');
    };
    line.hub.drop();
    await settle();
    expect(outbox.items).toMatchObject([{ state: 'waiting' }]);
    const reloaded = useOutbox(createPinia());
    line.answer = (method) => (method === 'SendMessage' ? message(1) : { heads: [] });
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
    line.answer = () => {
      throw new Error('HubException: rate_limited: 发送太频繁');
    };
    outbox.post(1, 'one', null);
    await settle();
    expect(outbox.items).toMatchObject([{ state: 'waiting', reason: '发送太频繁' }]);
    vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
    line.answer = () => message(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(outbox.items).toEqual([]);
  });

  it('does not wait for a pause that another tab made before the clock was set back', async () => {
    vi.setSystemTime(new Date('2026-01-01T13:00:00Z'));
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    line.answer = () => {
      throw new Error('HubException: unavailable: 稍后再试');
    };
    outbox.post(1, 'one', null);
    await settle();
    vi.setSystemTime(new Date('2026-01-01T12:00:00Z'));
    const reloaded = useOutbox(createPinia());
    reloaded.attach(realtime, 'b1');
    line.answer = (method) => (method === 'SendMessage' ? message(1) : { heads: [] });
    line.hub.drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(reloaded.items).toEqual([]);
  });

  it('shows why a message cannot be sent, and sends the next', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    line.answer = (_, argument) => {
      if ((argument as { content: string }).content === 'bad') throw new Error('HubException: forbidden: 不可以');
      return message(1);
    };
    outbox.post(1, 'bad', null);
    outbox.post(1, 'good', null);
    await settle();
    expect(outbox.items).toMatchObject([{ content: 'bad', state: 'failed', reason: '不可以' }]);
    line.answer = () => message(2);
    outbox.retry(outbox.items[0]!.client_message_id);
    await settle();
    expect(outbox.items).toEqual([]);
  });

  it('asks for how long it has to wait when it is too fast for the server, waits, and keeps the order', async () => {
    const outbox = useOutbox();
    outbox.attach(realtime, 'b1');
    line.answer = () => {
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
    line.answer = () => message(1);
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
