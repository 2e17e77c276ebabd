import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import type { QuickReply } from '@/api/types';

import { useQuickReplies } from './useQuickReplies';

const reply = (id: number): QuickReply => ({
  id,
  content: `reply ${id}`,
  code: null,
  group: null,
  sort_order: id,
  created_at: '2025-11-02T09:48:53.120Z',
});
const ids = () => useQuickReplies().items.map(({ id }) => id);
let answer: ((error?: Error) => void)[];
let asked: number[][];

beforeEach(async () => {
  setActivePinia(createPinia());
  [answer, asked] = [[], []];
  vi.spyOn(api, 'quickReplies').mockResolvedValue({ count: 3, results: [1, 2, 3].map(reply) });
  vi.spyOn(api, 'orderQuickReplies').mockImplementation((order) => {
    asked.push([...order]);
    return new Promise((resolve, reject) =>
      answer.push((error) => (error ? reject(error) : resolve({ count: 3, results: order.map(reply) }))),
    );
  });
  await useQuickReplies().load();
});

it('shows a move at once, and asks for one order after the other', async () => {
  const replies = useQuickReplies();
  const first = replies.move(null, 0, 1);
  const second = replies.move(null, 1, 2);
  expect(ids()).toEqual([2, 3, 1]);
  await vi.waitFor(() => expect(asked).toEqual([[2, 1, 3]]));
  answer[0]!();
  await first;
  expect(ids()).toEqual([2, 3, 1]);
  await vi.waitFor(() =>
    expect(asked).toEqual([
      [2, 1, 3],
      [2, 3, 1],
    ]),
  );
  answer[1]!();
  await second;
  expect(ids()).toEqual([2, 3, 1]);
});

it('shows in every tab what one of them has changed', async () => {
  const here = useQuickReplies();
  here.attach('b1');
  setActivePinia(createPinia());
  const other = useQuickReplies();
  other.attach('b1');
  await other.load();
  vi.spyOn(api, 'addQuickReply').mockResolvedValue(reply(4));
  vi.mocked(api.quickReplies).mockResolvedValue({ count: 4, results: [1, 2, 3, 4].map(reply) });
  await here.add({ content: 'reply 4', code: null, group: null });
  await vi.waitFor(() => expect(other.items.map(({ id }) => id)).toEqual([1, 2, 3, 4]));
  here.clear();
  other.clear();
});

it('goes back when the server refuses the last move', async () => {
  const move = useQuickReplies().move(null, 0, 2);
  await vi.waitFor(() => expect(asked).toHaveLength(1));
  answer[0]!(new Error('refused'));
  await expect(move).rejects.toThrow('refused');
  expect(ids()).toEqual([1, 2, 3]);
});
