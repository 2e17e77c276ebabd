import { expect, it } from 'vitest';

import type { Message } from '@/api/types';

import { olderThan, PRINTED_MAX } from './olderPages';

const page = (before: number, limit: number) => {
  const first = Math.max(1, before - limit);
  const results = Array.from({ length: before - first }, (_, n) => ({ sequence: first + n }) as Message);
  return { count: before, results, has_more: first > 1 };
};

it('gathers everything before what is loaded, in order', () => {
  expect(olderThan(451, page).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 450 }, (_, n) => n + 1));
  expect(olderThan(1, page)).toEqual([]);
});

it('stops where the paper ends, and where the server does not answer', () => {
  expect(olderThan(9_001, page)).toHaveLength(PRINTED_MAX);
  let asked = 0;
  expect(olderThan(9_001, (before, limit) => (++asked > 2 ? null : page(before, limit)))).toHaveLength(400);
});
