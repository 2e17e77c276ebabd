import { expect, it } from 'vitest';

import { beginningOf, type Range } from './timeRanges';

/** In the evening in Berlin and Los Angeles it is the next day in Shanghai already. */
const EVENING = Date.parse('2025-11-12T18:30:15.400Z');
const SPRING = Date.parse('2025-03-31T12:00:00Z');

it.each<[Range, number, string, string]>([
  ['today', EVENING, 'Asia/Shanghai', '2025-11-12T16:00:00Z'],
  ['today', EVENING, 'Europe/Berlin', '2025-11-11T23:00:00Z'],
  ['today', EVENING, 'America/Los_Angeles', '2025-11-12T08:00:00Z'],
  ['day', EVENING, 'Asia/Shanghai', '2025-11-11T18:30:15Z'],
  ['week', EVENING, 'Asia/Shanghai', '2025-11-06T16:00:00Z'],
  ['month', EVENING, 'Asia/Shanghai', '2025-10-14T16:00:00Z'],
  // The clocks there were put forward on the 30th.
  ['today', SPRING, 'Europe/Berlin', '2025-03-30T22:00:00Z'],
  ['week', SPRING, 'Europe/Berlin', '2025-03-24T23:00:00Z'],
])('%s begins where it should', (range, now, timeZone, from) => {
  expect(beginningOf(range, now, timeZone)).toBe(from);
});
