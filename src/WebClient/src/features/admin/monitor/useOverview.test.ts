import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope } from 'vue';

import { adminApi } from '@/api/admin';
import type { Overview } from '@/api/types';

import { useCalendar } from '../list/calendar';
import { useOverview } from './useOverview';
import { useWatched } from './watched';

const scope = effectScope();

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

it('follows what happens closely also when the clock is put forward', async () => {
  const asked = vi.spyOn(adminApi, 'overview').mockResolvedValue({ time_zone: 'Asia/Tokyo' } as Overview);
  scope.run(useOverview);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toHaveBeenCalledTimes(1);
  expect(useCalendar().timeZone).toBe('Asia/Tokyo');

  vi.setSystemTime(Date.now() + 3_600_000);
  useWatched().activity++;
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveBeenCalledTimes(2);
});
