import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { adminApi } from '@/api/admin';
import { conversation, message, recalled } from '@/api/shapes.fake';
import type { Conversation } from '@/api/types';
import type { Realtime } from '@/realtime';
import { Emitter } from '@/realtime/emitter';

import { useWatched } from './watched';

beforeEach(() => setActivePinia(createPinia()));

it('has a page in order as soon as it was read, also after the list was drawn', async () => {
  const watched = useWatched();
  expect(watched.sorted).toEqual([]);

  vi.spyOn(adminApi, 'conversations').mockResolvedValue({ count: 2, results: [conversation(1), conversation(2)] });
  await watched.load({}, 1);

  expect(watched.sorted.map(({ id }) => id)).toEqual([2, 1]);
});

describe('a conversation in doubt', () => {
  const WAITING = '2025-11-01T00:00:00.000Z';
  /** All there are on the server, newest activity first: 1 is the first. */
  let stored: Conversation[];
  const asked = () => vi.mocked(adminApi.conversations).mock.calls.map(([query]) => query?.page);

  beforeEach(() => {
    vi.useFakeTimers();
    stored = Array.from({ length: 250 }, (_, index) =>
      conversation(index + 1, {
        revision: 1,
        last_sequence: 1,
        last_message: message(1, { id: 5_001 + index, conversation_id: index + 1 }),
        updated_at: new Date(Date.UTC(2025, 10, 2) - index * 1_000).toISOString(),
      }),
    );
    vi.spyOn(adminApi, 'conversations').mockImplementation(async (query) => {
      const [page, size] = [Number(query?.page), Number(query?.page_size)];
      return { count: stored.length, results: stored.slice((page - 1) * size, page * size) };
    });
  });
  afterEach(() => vi.useRealTimers());

  async function watch() {
    const watched = useWatched();
    const realtime = { events: new Emitter() as Realtime['events'] };
    watched.attach(realtime as Realtime);
    for (const page of [1, 2, 3]) await watched.load({}, page);
    vi.mocked(adminApi.conversations).mockClear();
    return { watched, realtime };
  }

  /** The only answer is taken back, so that the question waits again, as only the server knows. */
  function recall(realtime: Pick<Realtime, 'events'>, id: number): void {
    stored = stored.map((entry) => (entry.id === id ? { ...entry, revision: 2, waiting_since: WAITING } : entry));
    realtime.events.emit('MessageUpdated', { ...recalled(1, 2), id: 5_000 + id, conversation_id: id });
  }

  it('is read on the page on which it stands, once for all of a page', async () => {
    const { watched, realtime } = await watch();
    recall(realtime, 120);
    recall(realtime, 130);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watched.find(120)?.waiting_since).toBe(WAITING);
    expect(watched.find(130)?.waiting_since).toBe(WAITING);
    expect(asked()).toEqual([2]);
  });

  it('is read again where an answer is older than the doubt', async () => {
    const { watched, realtime } = await watch();
    const before = stored;
    recall(realtime, 120);
    const after = stored;
    stored = before;
    await vi.advanceTimersByTimeAsync(600);
    expect(asked()).toEqual([2]);
    stored = after;
    await vi.advanceTimersByTimeAsync(60_000);

    expect(watched.find(120)?.waiting_since).toBe(WAITING);
    expect(asked()).toEqual([2, 2, 3]);
  });

  it('is given up where the list has it no more', async () => {
    const { realtime } = await watch();
    recall(realtime, 120);
    stored = stored.filter(({ id }) => id !== 120);
    await vi.advanceTimersByTimeAsync(60_000);

    expect(asked()).toEqual([2, 2, 3, 2, 3, 4]);
  });
});
