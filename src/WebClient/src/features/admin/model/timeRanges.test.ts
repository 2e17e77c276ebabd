import { expect, it } from 'vitest';

import { beginningOf, type Range } from './timeRanges';

const now = new Date(2025, 10, 12, 8, 30, 15, 400);

it.each<[Range, Date]>([
  ['today', new Date(2025, 10, 12)],
  ['day', new Date(2025, 10, 11, 8, 30, 15)],
  ['week', new Date(2025, 10, 5, 8, 30, 15)],
  ['month', new Date(2025, 9, 13, 8, 30, 15)],
])('%s begins where it should', (range, from) => {
  expect(new Date(beginningOf(range, now))).toEqual(from);
  expect(beginningOf(range, now)).toMatch(/:\d\dZ$/);
});
