import { describe, expect, it } from 'vitest';

import { matching, moved, quickReplyQuery } from './quickReplies';

const reply = (id: number, content: string) => ({ id, content, code: null, group: null, sort_order: id, created_at: '2025-11-02T09:00:00.000Z' });

describe('quickReplyQuery', () => {
  it('looks only at a message that begins with a stroke', () => {
    expect(quickReplyQuery('/')).toBe('');
    expect(quickReplyQuery('/发货')).toBe('发货');
    expect(quickReplyQuery('1/2')).toBeNull();
    expect(quickReplyQuery(' /x')).toBeNull();
    expect(quickReplyQuery('/a\nb')).toBeNull();
  });
});

describe('matching', () => {
  it('finds any part, whatever its case, in the given order', () => {
    const replies = [reply(1, 'Hello 您好'), reply(2, '明天发货'), reply(3, 'HELLO again')];
    expect(matching(replies, 'hello').map(({ id }) => id)).toEqual([1, 3]);
    expect(matching(replies, '').map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(matching(replies, '退款')).toEqual([]);
  });
});

describe('moved', () => {
  it('takes one to another place and leaves the ends alone', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
