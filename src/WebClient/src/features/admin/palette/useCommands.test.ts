import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeAll, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';

import { adminApi } from '@/api/admin';
import { user } from '@/api/shapes.fake';
import { i18n, withSentences } from '@/i18n';

import { useCommands } from './useCommands';

beforeAll(withSentences('console', () => Promise.resolve()));

it('offers everybody whom the server found, the best first', async () => {
  vi.useFakeTimers();
  vi.spyOn(adminApi, 'users').mockResolvedValue({
    count: 2,
    results: [user('b9', { username: '王五' }), user('b8', { username: 'ＡＢＣ' })],
  });
  vi.spyOn(adminApi, 'conversations').mockResolvedValue({ count: 0, results: [] });
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: { render: () => null } }] });
  let palette!: ReturnType<typeof useCommands>;
  const wrapper = mount(
    defineComponent(() => {
      const nothing = () => undefined;
      palette = useCommands({ help: nothing, password: nothing, secondFactor: nothing, logout: nothing });
      return () => h('p');
    }),
    { global: { plugins: [i18n, router, createPinia()] } },
  );
  palette.typed.value = 'abc';
  await flushPromises();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(palette.commands.value.filter(({ group }) => group === 'people').map(({ label }) => label)).toEqual(['ＡＢＣ', '王五']);
  wrapper.unmount();
  vi.useRealTimers();
});
