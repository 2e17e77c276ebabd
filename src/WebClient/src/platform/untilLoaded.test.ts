import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { untilLoaded } from './untilLoaded';
import { updateReady } from './updates';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  updateReady.value = false;
});

it('asks again until the page comes', async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error('away'))
    .mockRejectedValueOnce(new Error('away'))
    .mockResolvedValue('page');
  const page = untilLoaded(load)();
  await vi.runAllTimersAsync();
  await expect(page).resolves.toBe('page');
  expect(load).toHaveBeenCalledTimes(3);
});

it('gives up what a newer build has replaced', async () => {
  updateReady.value = true;
  await expect(untilLoaded(() => Promise.reject(new Error('gone')))()).rejects.toThrow('gone');
});
