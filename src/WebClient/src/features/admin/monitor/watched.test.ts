import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';

import { adminApi } from '@/api/admin';
import { conversation } from '@/api/shapes.fake';

import { useWatched } from './watched';

beforeEach(() => setActivePinia(createPinia()));

it('has a page in order as soon as it was read, also after the list was drawn', async () => {
  const watched = useWatched();
  expect(watched.sorted).toEqual([]);

  vi.spyOn(adminApi, 'conversations').mockResolvedValue({ count: 2, results: [conversation(1), conversation(2)] });
  await watched.load({}, 1);

  expect(watched.sorted.map(({ id }) => id)).toEqual([2, 1]);
});
