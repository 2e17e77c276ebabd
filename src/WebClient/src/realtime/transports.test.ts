import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { TransportChoice } from './transports';

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => void vi.useRealTimers());

it('stays with what works for an hour that passes, not for one by which the clock is moved', () => {
  const choice = new TransportChoice();
  choice.failed();
  choice.stands();
  vi.setSystemTime(Date.now() + 2 * 3_600_000);
  expect(choice.current).toBe('serverSentEvents');
  vi.setSystemTime(Date.now() - 4 * 3_600_000);
  vi.advanceTimersByTime(3_600_001);
  expect(choice.current).toBe('webSockets');
});
