import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Realtime } from '@/realtime';

import { usePeople } from './people';
import { startRealtime } from './realtime.fake';

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

it('forgets by itself that someone was typing', async () => {
  const people = usePeople();
  people.attach(realtime, 'b1');
  line.hub.push('TypingChanged', { conversation_id: 1, user_id: 'm1', is_typing: true });
  line.hub.push('TypingChanged', { conversation_id: 2, user_id: 'b1', is_typing: true });
  expect([people.isTyping(1), people.isTyping(2)]).toEqual([true, false]);
  await vi.advanceTimersByTimeAsync(7_100);
  expect(people.isTyping(1)).toBe(false);
});
