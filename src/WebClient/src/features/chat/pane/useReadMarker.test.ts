import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue';

import { conversation, message, participant } from '@/api/shapes.fake';
import type { Conversation, Message } from '@/api/types';

import { useLive } from '../live';
import { useReadMarker } from './useReadMarker';

let scope: EffectScope;

beforeEach(() => {
  setActivePinia(createPinia());
  scope = effectScope();
});

afterEach(() => scope.stop());

const entryAt = (cursor: number, unread: number): Conversation =>
  conversation(1, {
    unread_count: unread,
    participants: [participant('b1', { last_read_sequence: cursor, unread_count: unread }), participant('m1')],
  });

describe('useReadMarker', () => {
  const entry = shallowRef(entryAt(0, 0));
  const messages = shallowRef<Message[]>([]);
  const seen = ref(0);
  let marked: number[];

  function start(): void {
    const live = useLive();
    live.state = { kind: 'connected' };
    marked = [];
    vi.spyOn(live, 'markRead').mockImplementation(async (_, sequence) => {
      marked.push(sequence);
      entry.value = entryAt(sequence, messages.value.length - sequence);
    });
    const log = () => ({ conversationId: 1, messages: messages.value, hasOlder: false, hasNewer: false, latest: null });
    scope.run(() =>
      useReadMarker(
        () => entry.value,
        log,
        () => seen.value,
        'b1',
      ),
    );
  }

  beforeEach(() => {
    vi.useFakeTimers();
    entry.value = entryAt(0, 4);
    messages.value = [1, 2, 3, 4].map((n) => message(n));
    seen.value = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('tells what has been seen, once, and nothing beyond', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    seen.value = 2;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([2]);
  });

  it('tells the last place of a scroll through many, also when the conversation is left at once', async () => {
    start();
    for (const sequence of [1, 2, 3]) {
      seen.value = sequence;
      await nextTick();
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([1, 3]);
    seen.value = 4;
    scope.stop();
    await nextTick();
    expect(marked).toEqual([1, 3, 4]);
  });

  it('waits for a connection', async () => {
    start();
    useLive().state = { kind: 'connecting' };
    seen.value = 3;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    useLive().state = { kind: 'connected' };
    await nextTick();
    expect(marked).toEqual([3]);
  });

  it('leaves what was put back as unread while it is open, until it is opened again', async () => {
    start();
    entry.value = { ...entryAt(0, 4), marked_unread: true };
    seen.value = 4;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    entry.value = entryAt(0, 4);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([4]);
  });

  it('has nothing to say of own messages', async () => {
    entry.value = entryAt(2, 0);
    messages.value = [message(1), message(2), message(3, { sender_id: 'b1' })];
    start();
    seen.value = 3;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
  });
});
