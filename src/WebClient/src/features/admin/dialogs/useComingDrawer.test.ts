import { flushPromises, mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { defineComponent, h, type Ref, watch } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';

import { useComingDrawer } from './useComingDrawer';

it('tells of a drawer while it is loaded, and of none that is there already', async () => {
  const part = defineComponent(() => () => h('p'));
  const arrive: (() => void)[] = [];
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      {
        path: '/',
        component: part,
        children: [
          {
            path: 'users',
            component: part,
            children: [{ path: ':id', component: () => new Promise<typeof part>((resolve) => arrive.push(() => resolve(part))) }],
          },
        ],
      },
    ],
  });
  let isComing!: Ref<boolean>;
  mount(
    defineComponent(() => {
      isComing = useComingDrawer();
      return () => h('p');
    }),
    { global: { plugins: [router] } },
  );
  await router.push('/users');
  expect(isComing.value).toBe(false);
  const first = router.push('/users/b1');
  await flushPromises();
  expect(isComing.value).toBe(true);
  // Another one meanwhile, for which the first gives way.
  const second = router.push('/users/b2');
  await flushPromises();
  arrive[0]!();
  await first;
  expect(isComing.value).toBe(true);
  arrive[1]!();
  await second;
  expect(isComing.value).toBe(false);
  await router.push('/users');
  const seen: boolean[] = [];
  watch(isComing, (is) => seen.push(is), { flush: 'sync' });
  await router.push('/users/b1');
  expect(seen).toEqual([]);
});
