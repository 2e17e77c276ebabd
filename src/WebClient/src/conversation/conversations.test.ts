import { describe, expect, it } from 'vitest';

import { conversation, message, participant, recalled } from '@/api/shapes.fake';

import { byActivity, firstUnread, inAskingOrder, mergeConversation, othersCursor, withMessage, withRead } from './conversations';

const at = (day: number) => `2025-11-0${day}T00:00:00.000Z`;
const unreadOf = (entry: { participants: { user: { id: string }; unread_count: number }[] }, id: string) =>
  entry.participants.find((p) => p.user.id === id)!.unread_count;

describe('byActivity', () => {
  it('puts pinned first, then the newest', () => {
    const list = [
      conversation(1, { updated_at: at(3) }),
      conversation(2, { updated_at: at(5) }),
      conversation(3, { updated_at: at(1), pinned: true }),
    ];
    expect(list.sort(byActivity).map(({ id }) => id)).toEqual([3, 2, 1]);
  });
});

describe('withMessage', () => {
  it('moves the entry up and counts it for everyone but its sender', () => {
    const next = withMessage(conversation(), message(1, { sender_id: 'm1' }), 'b1');
    expect(next).toMatchObject({ last_sequence: 1, revision: 1, unread_count: 1, updated_at: message(1).created_at });
    expect([unreadOf(next, 'b1'), unreadOf(next, 'm1')]).toEqual([1, 0]);
  });

  it('counts nothing twice', () => {
    const once = withMessage(conversation(), message(1), 'b1');
    expect(withMessage(once, message(1), 'b1')).toBe(once);
  });

  it('leaves an onlooker without unread messages', () => {
    expect(withMessage(conversation(), message(1), 'a1').unread_count).toBe(0);
  });

  it('takes a recalled last message out of the preview and the count, once', () => {
    const before = withMessage(conversation(), message(1), 'b1');
    const after = withMessage(before, recalled(1, 2), 'b1');
    expect(after.unread_count).toBe(0);
    expect(after.last_message?.recalled_at).not.toBeNull();
    expect(withMessage(after, { ...recalled(1, 3), removed_at: at(3) }, 'b1').unread_count).toBe(0);
  });

  it('takes one that is not the last out of the count, once', () => {
    const before = [message(1), message(2)].reduce((entry, next) => withMessage(entry, next, 'b1'), conversation());
    const after = withMessage(before, recalled(1, 3), 'b1');
    expect([after.unread_count, after.last_message?.sequence]).toEqual([1, 2]);
    expect(withMessage(after, { ...recalled(1, 4), removed_at: at(4) }, 'b1').unread_count).toBe(1);
  });
});

describe('withRead', () => {
  const entry = conversation(1, {
    unread_count: 3,
    participants: [participant('b1', { unread_count: 3, last_read_sequence: 2 }), participant('m1')],
  });

  it('moves the cursor and the own count', () => {
    const read = withRead(entry, { user_id: 'b1', last_read_sequence: 5, unread_count: 0 }, 'b1');
    expect(read.unread_count).toBe(0);
    expect(othersCursor(read, 'm1')).toBe(5);
  });

  it('never moves a cursor back', () => {
    expect(withRead(entry, { user_id: 'b1', last_read_sequence: 1, unread_count: 4 }, 'b1').unread_count).toBe(3);
  });
});

describe('mergeConversation', () => {
  it('keeps the newer messages when a late answer comes, and takes the rest of it', () => {
    const known = conversation(1, { revision: 5, last_sequence: 5, last_message: message(5), unread_count: 1 });
    const merged = mergeConversation(known, conversation(1, { revision: 4, title: '群' }), 'b1');
    expect(merged).toMatchObject({ revision: 5, last_sequence: 5, title: '群' });
  });

  it('keeps the cursor that is further', () => {
    const known = conversation(1, { participants: [participant('b1', { last_read_sequence: 9, unread_count: 0 }), participant('m1')] });
    const incoming = conversation(1, {
      unread_count: 2,
      participants: [participant('b1', { last_read_sequence: 7, unread_count: 2 }), participant('m1')],
    });
    expect(mergeConversation(known, incoming, 'b1').unread_count).toBe(0);
  });
});

describe('firstUnread', () => {
  it('passes over own and recalled messages', () => {
    const messages = [message(1), message(2, { sender_id: 'b1' }), recalled(3, 9), message(4)];
    expect(firstUnread(messages, 1, 'b1')).toBe(4);
    expect(firstUnread(messages, 4, 'b1')).toBeNull();
  });
});

it('names the buyer first', () => {
  expect(inAskingOrder([participant('m1'), participant('b1')]).map((p) => p.user.id)).toEqual(['b1', 'm1']);
});
