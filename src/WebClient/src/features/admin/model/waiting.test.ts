import { expect, it } from 'vitest';

import { conversation } from '@/api/shapes.fake';

import { ANSWER_MS, byWait, isUnanswered, waited, waitText } from './waiting';

const at = '2025-11-12T08:00:00.000Z';
const now = Date.parse(at);

it('counts as unanswered after more than three minutes', () => {
  const entry = conversation(1, { waiting_since: at });
  expect(isUnanswered(entry, now + ANSWER_MS)).toBe(false);
  expect(isUnanswered(entry, now + ANSWER_MS + 1)).toBe(true);
  expect(isUnanswered(conversation(1, { waiting_since: null }), now + ANSWER_MS + 1)).toBe(false);
});

it('is never negative, whatever the clock says', () => expect(waited(conversation(1, { waiting_since: at }), now - 5_000)).toBe(0));

it('puts the longest wait first', () => {
  const order = [conversation(1), conversation(4, { waiting_since: at }), conversation(3, { waiting_since: at }), conversation(2, { waiting_since: '2025-10-30T08:00:00.000Z' })];
  expect(order.sort(byWait).map(({ id }) => id)).toEqual([2, 3, 4, 1]);
});

it.each([
  [3 * 60_000, 'monitor.waited', 3],
  [59.9 * 60_000, 'monitor.waited', 59],
  [60 * 60_000, 'monitor.waitedHours', 1],
  [329 * 3_600_000, 'monitor.waitedDays', 13],
])('says %i ms as people do', (ms, key, n) => expect(waitText(ms)).toEqual({ key, n }));
