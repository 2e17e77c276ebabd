import { describe, expect, it } from 'vitest';

import { conversation, message, participant } from '@/api/shapes.fake';

import { neighbour, withMessage } from './conversations';
import { ANSWER_MS, byWait, isAtHand, isUnanswered, snoozeChoices, urgencyOf, waited, waitsSince, waitText } from './waiting';

const since = (minute: number) => `2025-11-02T09:${String(minute).padStart(2, '0')}:00.000Z`;

describe('waitsSince', () => {
  it('is for the side that answers, and not for the side that asks', () => {
    const entry = conversation(1, { waiting_since: since(1) });
    expect(waitsSince(entry, 'm1')).toBe(since(1));
    expect(waitsSince(entry, 'b1')).toBeNull();
    const merchantAsks = conversation(2, { waiting_since: since(1), participants: [participant('m1'), participant('p1')] });
    merchantAsks.participants[1]!.user.role = 'platform';
    expect(waitsSince(merchantAsks, 'm1')).toBeNull();
    expect(waitsSince(merchantAsks, 'p1')).toBe(since(1));
  });

  it('begins with the first unanswered message, stays with the second, and ends with an answer', () => {
    const asked = withMessage(conversation(1), message(1, { sender_id: 'b1' }), 'm1');
    expect(asked.waiting_since).toBe(message(1).created_at);
    const again = withMessage(asked, message(2, { sender_id: 'b1' }), 'm1');
    expect(again.waiting_since).toBe(message(1).created_at);
    expect(withMessage(again, message(3, { sender_id: 'm1' }), 'm1').waiting_since).toBeNull();
  });
});

describe('withMessage', () => {
  it('takes up again what was done with or put off when the other side writes, and leaves it when one writes oneself', () => {
    const aside = conversation(1, { done: true, snoozed_until: since(59) });
    expect(withMessage(aside, message(1, { sender_id: 'b1' }), 'm1')).toMatchObject({ done: false, snoozed_until: null });
    expect(withMessage(aside, message(1, { sender_id: 'm1' }), 'm1')).toMatchObject({ done: true, snoozed_until: since(59) });
  });
});

it('puts the longest wait first and whoever waits no more last', () => {
  const list = [conversation(1, { waiting_since: since(3) }), conversation(2), conversation(3, { waiting_since: since(1) })];
  expect(list.sort(byWait).map(({ id }) => id)).toEqual([3, 1, 2]);
});

it('says a wait in words and how urgent it is', () => {
  expect([30, 119, 120, 180, 181].map((seconds) => urgencyOf(seconds * 1_000))).toEqual(['quiet', 'quiet', 'warning', 'warning', 'danger']);
  expect(waitText(59_000).key).toBe('list.wait.now');
  expect(waitText(150_000)).toEqual({ key: 'list.wait.minutes', n: 2 });
  expect(waitText(329 * 3_600_000)).toEqual({ key: 'list.wait.days', n: 13 });
});

it('is aside until the snooze is over', () => {
  const entry = conversation(1, { snoozed_until: since(30) });
  expect([isAtHand(entry, Date.parse(since(29))), isAtHand(entry, Date.parse(since(31)))]).toEqual([false, true]);
});

it('offers times to come back that lie ahead, each once', () => {
  const days = [new Date(2025, 10, 2, 9), new Date(2025, 10, 3, 17, 30), new Date(2025, 10, 7, 23), new Date(2025, 10, 8, 1)];
  for (const now of days) {
    const choices = snoozeChoices(now);
    expect(choices.every(({ until }) => until > now)).toBe(true);
    expect(new Set(choices.map(({ until }) => until.getTime())).size).toBe(choices.length);
  }
});

describe('neighbour', () => {
  const list = [1, 2, 3, 4].map((id) => conversation(id));
  const calls =
    (...ids: number[]) =>
    ({ id }: { id: number }) =>
      ids.includes(id);

  it('is the next that calls, around the ends, whatever lies between', () => {
    expect(neighbour(list, 1, 1, calls(3, 4))).toBe(3);
    expect(neighbour(list, 4, 1, calls(2))).toBe(2);
    expect(neighbour(list, 1, -1, calls(2, 3))).toBe(3);
  });

  it('is the row beside where none calls, and none past the ends', () => {
    expect([neighbour(list, 2, 1, calls()), neighbour(list, 2, -1, calls())]).toEqual([3, 1]);
    expect([neighbour(list, 4, 1, calls()), neighbour(list, null, 1, calls()), neighbour([], null, 1, calls())]).toEqual([null, 1, null]);
  });

  it('reaches each of thirty who wait, though the answered one goes to the top', () => {
    let order = Array.from({ length: 30 }, (_, n) => conversation(n + 1));
    const waiting = new Set(order.map(({ id }) => id));
    let open: number | null = 1;
    for (let steps = 0; open !== null && steps < 30; steps += 1) {
      waiting.delete(open);
      order = [order.find(({ id }) => id === open)!, ...order.filter(({ id }) => id !== open)];
      open = waiting.size > 0 ? neighbour(order, open, 1, ({ id }) => waiting.has(id)) : null;
    }
    expect(waiting.size).toBe(0);
  });
});

describe('waited', () => {
  const at = '2025-11-12T08:00:00.000Z';
  const now = Date.parse(at);

  it('counts as unanswered after more than three minutes', () => {
    const entry = conversation(1, { waiting_since: at });
    expect(isUnanswered(entry, now + ANSWER_MS)).toBe(false);
    expect(isUnanswered(entry, now + ANSWER_MS + 1)).toBe(true);
    expect(isUnanswered(conversation(1, { waiting_since: null }), now + ANSWER_MS + 1)).toBe(false);
  });

  it('is never negative, whatever the clock says', () => expect(waited(conversation(1, { waiting_since: at }), now - 5_000)).toBe(0));
});
