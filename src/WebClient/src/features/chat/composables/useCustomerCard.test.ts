import { flushPromises } from '@vue/test-utils';
import { effectScope } from 'vue';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import type { UserCard } from '@/api/types';

import { TAGS_MAX, useCustomerCard } from './useCustomerCard';

let stored: UserCard[];

beforeEach(() => {
  vi.useFakeTimers();
  stored = [];
  vi.spyOn(api, 'card').mockResolvedValue({ note: '老客户', tags: ['批发'] });
  vi.spyOn(api, 'setCard').mockImplementation(async (_, card) => {
    stored.push(card);
    return card;
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
  expect(stored).toEqual([{ note: '老客户，月底结账', tags: ['批发'] }]);
  expect(card.state.value).toBe('saved');
  card.write('换了电话');
  close();
  await flushPromises();
  expect(stored.at(-1)).toEqual({ note: '换了电话', tags: ['批发'] });
});

it('keeps what was not saved, and says so until it is', async () => {
  const { card, close } = await open();
  vi.mocked(api.setCard).mockRejectedValueOnce(new Error('网络不通'));
  card.write('重要');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([card.state.value, card.reason.value, card.note.value]).toEqual(['unsaved', '网络不通', '重要']);
  await card.save();
  expect(card.state.value).toBe('saved');
  expect(stored).toEqual([{ note: '重要', tags: ['批发'] }]);
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
