import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';

import { api } from '@/api/client';
import { message } from '@/api/shapes.fake';
import type { Message } from '@/api/types';

import { useMessageSearch } from './useMessageSearch';

let shown: number[];
let search: ReturnType<typeof useMessageSearch>;

beforeEach(() => {
  vi.useFakeTimers();
  shown = [];
  mount(
    defineComponent({
      setup() {
        search = useMessageSearch(1, ({ sequence }: Message) => shown.push(sequence));
        return () => h('div');
      },
    }),
  );
  search.open();
});

afterEach(() => vi.useRealTimers());

/** What the server has: a hundred and twenty hits, the newest first, fifty on a page. */
function answer(total = 120) {
  return vi.spyOn(api, 'searchMessages').mockImplementation(async ({ page = 1 }) => ({
    count: total,
    results: Array.from({ length: Math.min(50, total - (page - 1) * 50) }, (_, index) => message(total - (page - 1) * 50 - index)),
  }));
}

async function type(text: string): Promise<void> {
  search.text.value = text;
  await flushPromises();
  await vi.advanceTimersByTimeAsync(300);
}

it('asks once for what is typed in one go, and shows the newest hit', async () => {
  const asked = answer();
  search.text.value = '连';
  await flushPromises();
  await vi.advanceTimersByTimeAsync(100);
  await type('连花 ');
  expect(asked).toHaveBeenCalledExactlyOnceWith({ conversation_id: 1, search: '连花', page: 1, page_size: 50 });
  expect([shown, search.index.value, search.count.value]).toEqual([[120], 0, 120]);
});

it('goes to older ones page after page, and back', async () => {
  answer();
  await type('x');
  for (let step = 0; step < 50; step += 1) await search.older();
  expect(shown.at(-1)).toBe(70);
  await search.newer();
  expect(shown.at(-1)).toBe(71);
});

it('begins anew at the ends', async () => {
  answer(2);
  await type('x');
  await search.older();
  await search.older();
  await search.newer();
  expect(shown).toEqual([2, 1, 2, 1]);
});

it('forgets what an earlier question brings late', async () => {
  let late: (value: { count: number; results: Message[] }) => void = () => undefined;
  vi.spyOn(api, 'searchMessages').mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  await type('a');
  answer(1);
  await type('b');
  late({ count: 9, results: [message(9)] });
  await flushPromises();
  expect([shown, search.count.value, search.term.value]).toEqual([[1], 1, 'b']);
});

it('says why it could not search', async () => {
  vi.spyOn(api, 'searchMessages').mockRejectedValue(new Error('网络不通'));
  await type('a');
  expect([search.failure.value, search.count.value, search.isBusy.value]).toEqual(['网络不通', 0, false]);
});
