import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { message } from '@/api/shapes.fake';
import { config } from '@/platform/config';

import { useMessages } from '../messages';
import { UNDO_MS, useRecalls } from './recalls';

const recalled: number[] = [];
const recall = async (id: number) => void recalled.push(id);

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(message(1).created_at) });
  setActivePinia(createPinia());
  recalled.length = 0;
  config.recallWindowMs = 120_000;
  vi.spyOn(api, 'recall').mockImplementation(async (id) => {
    recalled.push(id);
    return message(id);
  });
});

afterEach(() => vi.useRealTimers());

describe('useRecalls', () => {
  it.each(['text', 'image', 'voice', 'file'] as const)(
    'recalls a message of type %s after some seconds, in which it can be taken back',
    async (type) => {
      const recalls = useRecalls();
      recalls.ask(message(1, { type }), recall);
      await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
      recalls.undo(message(1).id);
      await vi.advanceTimersByTimeAsync(UNDO_MS);
      expect(recalled).toEqual([]);
      recalls.ask(message(1, { type }), recall);
      await vi.advanceTimersByTimeAsync(UNDO_MS);
      expect(recalled).toEqual([message(1).id]);
      expect(recalls.asked.size).toBe(0);
      expect(useMessages().takenBack.has(message(1).id)).toBe(type === 'text');
    },
  );

  it('does not miss the end of the time in which one may recall', async () => {
    config.recallWindowMs = 3_000;
    useRecalls().ask(message(1), recall);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(recalled).toEqual([message(1).id]);
  });

  it('recalls at once when the page is left', async () => {
    useRecalls().ask(message(1), recall);
    window.dispatchEvent(new Event('pagehide'));
    await vi.advanceTimersByTimeAsync(0);
    expect(recalled).toEqual([message(1).id]);
  });
});
