import { flushPromises } from '@vue/test-utils';
import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import type { UserCard } from '@/api/types';

import { TAGS_MAX, useCustomerCard } from './useCustomerCard';

let stored: Partial<UserCard>[];

beforeEach(() => {
  vi.useFakeTimers();
  stored = [];
  vi.spyOn(api, 'card').mockResolvedValue({ note: '老客户', tags: ['批发'] });
  vi.spyOn(api, 'setCard').mockImplementation(async (_, parts) => {
    stored.push(parts);
    return { note: '', tags: [], ...parts };
  });
});
afterEach(() => vi.useRealTimers());

async function open() {
  const scope = effectScope();
  const card = scope.run(() => useCustomerCard('b1'))!;
  await flushPromises();
  return { card, close: () => scope.stop() };
}

it('saves once while one writes, and what was written last when it is closed', async () => {
  const { card, close } = await open();
  expect([card.note.value, card.tags.value]).toEqual(['老客户', ['批发']]);
  card.write('老客户，月');
  card.write('老客户，月底结账 ');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(stored).toEqual([{ note: '老客户，月底结账' }]);
  expect(card.state.value).toBe('saved');
  card.write('换了电话');
  close();
  await flushPromises();
  expect(stored.at(-1)).toEqual({ note: '换了电话' });
});

it('keeps what was not saved, and says so until it is', async () => {
  const { card, close } = await open();
  vi.mocked(api.setCard).mockRejectedValueOnce(new Error('网络不通'));
  card.write('重要');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([card.state.value, card.reason.value, card.note.value]).toEqual(['unsaved', '网络不通', '重要']);
  await card.save();
  expect(card.state.value).toBe('saved');
  expect(stored).toEqual([{ note: '重要' }]);
  close();
});

it('takes each tag once, and no more than there is room for', async () => {
  const { card, close } = await open();
  expect([card.addTag(' 批发 '), card.addTag('  '), card.addTag('急')]).toEqual([false, false, true]);
  for (let n = 0; n < TAGS_MAX; n += 1) card.addTag(`标签${n}`);
  expect(card.tags.value).toHaveLength(TAGS_MAX);
  card.removeTag('批发');
  await flushPromises();
  expect(stored.at(-1)!.tags).not.toContain('批发');
  close();
});

it('shows what another tab has saved, and keeps the note that is being written here', async () => {
  vi.useRealTimers();
  const [here, other] = [await open(), await open()];
  here.card.write('月底结账');
  vi.mocked(api.card).mockResolvedValue({ note: '老客户', tags: ['批发', '急'] });
  other.card.addTag('急');
  await vi.waitFor(() => expect(here.card.tags.value).toEqual(['批发', '急']));
  expect(here.card.note.value).toBe('月底结账');
  vi.mocked(api.card).mockResolvedValue({ note: '月底结账', tags: ['批发', '急'] });
  await here.card.save();
  await vi.waitFor(() => expect(other.card.note.value).toBe('月底结账'));
  expect(stored).toEqual([{ tags: ['批发', '急'] }, { note: '月底结账' }]);
  here.close();
  other.close();
});

it('shows no card that was asked for before the last change here', async () => {
  vi.useRealTimers();
  const [here, other] = [await open(), await open()];
  let answer: (card: UserCard) => void = () => undefined;
  vi.mocked(api.card).mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  other.card.write('两个孩子');
  await other.card.save();
  await vi.waitFor(() => expect(api.card).toHaveBeenCalledTimes(3));
  here.card.addTag('急');
  await here.card.save();
  answer({ note: '两个孩子', tags: ['批发'] });
  await vi.waitFor(() => expect(here.card.note.value).toBe('两个孩子'));
  expect(here.card.tags.value).toEqual(['批发', '急']);
  here.close();
  other.close();
});
