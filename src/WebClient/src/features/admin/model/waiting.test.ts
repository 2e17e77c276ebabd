import { describe, expect, it } from 'vitest';

import { conversation, message, participant, user } from '@/api/shapes.fake';
import type { Message, Role } from '@/api/types';

import { ANSWER_MS, isUnanswered, waitingSince } from './waiting';

const at = '2025-11-12T08:00:00.000Z';
const now = Date.parse(at);

function between(first: Role, second: Role, sender: 'x1' | 'x2', change: Partial<Message> = {}) {
  return conversation(1, {
    participants: [participant('x1', { user: user('x1', { role: first }) }), participant('x2', { user: user('x2', { role: second }) })],
    last_message: message(1, { sender_id: sender, created_at: at, ...change }),
  });
}

describe('waitingSince', () => {
  it.each<[Role, Role, 'x1' | 'x2', boolean]>([
    ['buyer', 'merchant', 'x1', true],
    ['buyer', 'merchant', 'x2', false],
    ['merchant', 'buyer', 'x2', true],
    ['merchant', 'platform', 'x1', true],
    ['platform', 'buyer', 'x1', false],
  ])('%s with %s, the newest from %s: %s', (first, second, sender, waits) => {
    expect(waitingSince(between(first, second, sender))).toBe(waits ? now : null);
  });

  it('ends with what was taken back', () => {
    expect(waitingSince(between('buyer', 'merchant', 'x1', { recalled_at: at }))).toBeNull();
    expect(waitingSince(between('buyer', 'merchant', 'x1', { removed_at: at }))).toBeNull();
    expect(waitingSince({ ...between('buyer', 'merchant', 'x1'), last_message: null })).toBeNull();
  });
});

it('counts as unanswered after more than three minutes', () => {
  const entry = between('buyer', 'merchant', 'x1');
  expect(isUnanswered(entry, now + ANSWER_MS)).toBe(false);
  expect(isUnanswered(entry, now + ANSWER_MS + 1)).toBe(true);
});
