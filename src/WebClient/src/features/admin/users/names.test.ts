import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { adminApi } from '@/api/admin';
import { user } from '@/api/shapes.fake';

import { useNames } from './names';

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => void vi.useRealTimers());

it('asks for a name at once, and again after a minute, whatever is done to the clock', () => {
  const asked = vi.spyOn(adminApi, 'users').mockResolvedValue({ count: 1, results: [user('b1')] });
  const names = useNames();
  names.ask(['b1', null, 'b1']);
  expect(asked).toHaveBeenCalledTimes(1);

  vi.setSystemTime(Date.now() + 3_600_000);
  names.ask(['b1']);
  expect(asked).toHaveBeenCalledTimes(1);

  vi.setSystemTime(Date.now() - 7_200_000);
  vi.advanceTimersByTime(61_000);
  names.ask(['b1']);
  expect(asked).toHaveBeenCalledTimes(2);
});
