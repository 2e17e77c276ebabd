import { expect, it } from 'vitest';

import { conversation } from '@/api/shapes.fake';

import { ANSWER_MS, isUnanswered, waited } from './waiting';

const at = '2025-11-12T08:00:00.000Z';
const now = Date.parse(at);

it('counts as unanswered after more than three minutes', () => {
  const entry = conversation(1, { waiting_since: at });
  expect(isUnanswered(entry, now + ANSWER_MS)).toBe(false);
  expect(isUnanswered(entry, now + ANSWER_MS + 1)).toBe(true);
  expect(isUnanswered(conversation(1, { waiting_since: null }), now + ANSWER_MS + 1)).toBe(false);
});

it('is never negative, whatever the clock says', () => expect(waited(conversation(1, { waiting_since: at }), now - 5_000)).toBe(0));
