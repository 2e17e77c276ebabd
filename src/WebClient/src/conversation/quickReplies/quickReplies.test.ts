import { describe, expect, it } from 'vitest';

import { filled, groupsOf, matching, moved, movedInGroup, quickReplyQuery } from './quickReplies';

const reply = (id: number, content: string, more: { code?: string; group?: string } = {}) => ({
  code: null,
  group: null,
  ...more,
  id,
  content,
  sort_order: id,
  created_at: '2025-11-02T09:00:00.000Z',
});

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

it('finds by code first, the shortest that fits, and by the name of the group', () => {
  const replies = [
    reply(1, '已发货，fh'),
    reply(2, '发货时间', { code: 'fhsj' }),
    reply(3, '发货', { code: 'FH' }),
    reply(4, '运费', { group: '售后fh' }),
  ];
  expect(matching(replies, 'fh').map(({ id }) => id)).toEqual([3, 2, 1, 4]);
  expect(matching(replies, 'ＦＨＳ').map(({ id }) => id)).toEqual([2]);
});

it('fills in names and the date, as they are, and nothing else', () => {
  const values = { customer: '王 {日期} $&', me: '小李', date: '11月29日' };
  expect(filled('{客户名}您好，我是{我的名字}。{日期} {customer} {别的} {', values)).toBe(
    '王 {日期} $&您好，我是小李。11月29日 王 {日期} $& {别的} {',
  );
});

it('stands in groups, and moves inside its own', () => {
  const replies = [reply(1, 'a', { group: '售前' }), reply(2, 'b'), reply(3, 'c', { group: '售前' }), reply(4, 'd')];
  expect(groupsOf(replies).map(({ name, replies: inside }) => [name, inside.map(({ id }) => id)])).toEqual([
    [null, [2, 4]],
    ['售前', [1, 3]],
  ]);
  expect(movedInGroup(replies, '售前', 0, 1).map(({ id }) => id)).toEqual([3, 2, 1, 4]);
  expect(movedInGroup(replies, null, 1, 0).map(({ id }) => id)).toEqual([1, 4, 3, 2]);
});

describe('moved', () => {
  it('takes one to another place and leaves the ends alone', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});
