import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, nextTick } from 'vue';

import { conversation, participant } from '@/api/shapes.fake';

import { useConversations } from './conversations';
import { useListQuery } from './useListQuery';

beforeEach(() => {
  vi.useFakeTimers();
  setActivePinia(createPinia());
});
afterEach(() => vi.useRealTimers());

it('waits for a search that is on its way when its best match is asked for', async () => {
  const conversations = useConversations();
  let arrive: () => void = () => undefined;
  const search = vi.spyOn(conversations, 'search').mockImplementation(
    () =>
      new Promise((resolve) => {
        arrive = () => {
          conversations.ingest(conversation(7, { participants: [participant('b1'), participant('m77')] }));
          resolve(false);
        };
      }),
  );
  const scope = effectScope();
  const query = scope.run(() =>
    useListQuery(
      'b1',
      () => null,
      () => undefined,
    ),
  )!;
  query.term.value = 'm77';
  await nextTick();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(search).toHaveBeenCalledOnce();
  const best = query.best();
  await vi.advanceTimersByTimeAsync(1);
  arrive();
  expect((await best)?.id).toBe(7);
  expect(search).toHaveBeenCalledOnce();
  scope.stop();
});
