import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { ApiError } from '@/api/problem';
import { withSentences } from '@/i18n';
import { useNotices } from '@/ui/notices';

import { useConversations } from './conversations';
import { usePreferences } from './usePreferences';

const said = () => useNotices().notices.map(({ text }) => text);

beforeAll(withSentences('seldom', () => Promise.resolve()));
beforeEach(() => setActivePinia(createPinia()));

it('goes on after a refusal, says why, and answers who was refused', async () => {
  const set = vi.spyOn(useConversations(), 'setPreferences').mockImplementation(async (id) => {
    if (id === 2) throw new Error('已关闭');
  });
  expect(await usePreferences().mute([1, 2, 3])).toEqual([2]);
  expect(set.mock.calls.map(([id]) => id)).toEqual([1, 2, 3]);
  expect(said()).toEqual(['已处理 2 个，1 个没有处理，仍在选中：已关闭']);
});

it('asks for none of the others when the server is away', async () => {
  const set = vi.spyOn(useConversations(), 'setPreferences').mockResolvedValueOnce().mockRejectedValue(new ApiError('network', '网络不通'));
  expect(await usePreferences().setDone([1, 2, 3], true)).toEqual([2, 3]);
  expect(set).toHaveBeenCalledTimes(2);
});

it('reads as many at once as the server takes', async () => {
  const read = vi.spyOn(useConversations(), 'readAll').mockResolvedValue();
  const ids = Array.from({ length: 230 }, (_, n) => n + 1);
  read.mockResolvedValueOnce().mockRejectedValueOnce(new Error('请稍后再试'));
  expect(await usePreferences().read(ids)).toEqual(ids.slice(100, 200));
  expect(read.mock.calls.map(([some]) => some!.length)).toEqual([100, 100, 30]);
});
