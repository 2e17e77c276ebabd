import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, expect, it, vi } from 'vitest';

import { i18n, withSentences } from '@/i18n';

import { useConversations } from './conversations';
import SelectionBar from './SelectionBar.vue';

beforeAll(withSentences('seldom', () => Promise.resolve()));

it('keeps those that were refused, and ends the selection when none was', async () => {
  setActivePinia(createPinia());
  const set = vi.spyOn(useConversations(), 'setPreferences').mockImplementation(async (id) => {
    if (id === 2) throw new Error('已关闭');
  });
  const wrapper = mount(SelectionBar, { global: { plugins: [i18n] }, props: { ids: [1, 2], all: 5, sheet: false } });
  const mute = () =>
    wrapper
      .get(`[aria-label="${i18n.global.t('list.mute')}"]`)
      .trigger('click')
      .then(flushPromises);
  await mute();
  expect([wrapper.emitted('keep'), wrapper.emitted('close')]).toEqual([[[[2]]], undefined]);
  set.mockResolvedValue();
  await mute();
  expect(wrapper.emitted('close')).toHaveLength(1);
});
