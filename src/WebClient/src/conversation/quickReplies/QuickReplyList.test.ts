import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import type { QuickReply } from '@/api/types';
import { i18n, withSentences } from '@/i18n';

import QuickReplyList from './QuickReplyList.vue';
import { useQuickReplies } from './useQuickReplies';

const REPLY: QuickReply = { id: 1, content: '您好', code: null, group: null, sort_order: 1, created_at: '2025-11-02T09:48:53.120Z' };

beforeAll(withSentences('sidePanel', () => Promise.resolve()));
beforeEach(() => {
  setActivePinia(createPinia());
  vi.spyOn(api, 'quickReplies').mockResolvedValue({ count: 1, results: [REPLY] });
  vi.spyOn(api, 'addQuickReply').mockResolvedValue({ ...REPLY, id: 2 });
});

async function open() {
  const wrapper = mount(QuickReplyList, { global: { plugins: [i18n] } });
  await flushPromises();
  const button = (name: string) => wrapper.findAll('button').find((one) => one.text() === i18n.global.t(name))!;
  return { wrapper, begin: () => button('quick.add').trigger('click'), button, text: () => wrapper.get('textarea').element.value };
}

it('keeps what was typed when the form is closed by Escape or the panel shows something else', async () => {
  const first = await open();
  await first.begin();
  await first.wrapper.get('textarea').setValue('稍等，我查一下');
  await first.wrapper.get('form').trigger('keydown', { key: 'Escape' });
  expect(first.wrapper.find('form').exists()).toBe(false);
  await first.begin();
  expect(first.text()).toBe('稍等，我查一下');
  first.wrapper.unmount();
  const second = await open();
  expect(second.text()).toBe('稍等，我查一下');
  await second.wrapper.get('form').trigger('submit');
  await flushPromises();
  await second.begin();
  expect(second.text()).toBe('');
  second.wrapper.unmount();
});

it('gives up what was typed by the button, and with the session', async () => {
  const { wrapper, begin, button, text } = await open();
  await begin();
  await wrapper.get('textarea').setValue('不要了');
  await button('common.cancel').trigger('click');
  await begin();
  expect(text()).toBe('');
  await wrapper.get('textarea').setValue('别人的');
  wrapper.unmount();
  useQuickReplies().clear();
  const next = await open();
  expect(next.wrapper.find('form').exists()).toBe(false);
  next.wrapper.unmount();
});
