import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { message, recalled } from '@/api/shapes.fake';
import type { Attachment, Message } from '@/api/types';
import { useMessages } from '@/conversation/messages';
import { i18n, withSentences } from '@/i18n';
import { Emitter } from '@/realtime/emitter';

import { useLive } from '../live';
import SharedFiles from './SharedFiles.vue';

const events = new Emitter<{ MessageReceived: Message; MessageUpdated: Message }>();
const attachment = (id: number, name: string): Attachment => ({
  id,
  url: `/media/${id}`,
  thumbnail_url: `/media/${id}/small`,
  name,
  size: 2048,
  content_type: 'image/png',
  width: 9,
  height: 9,
  duration_ms: null,
});
const shared = (sequence: number, type: 'image' | 'file') =>
  message(sequence, { type, attachment: attachment(sequence, `${type}${sequence}`) });

beforeAll(withSentences('sidePanel', () => Promise.resolve()));

beforeEach(() => {
  setActivePinia(createPinia());
  useLive().realtime = { events } as never;
});

function answer(image: Message[], imageCount = image.length) {
  return vi
    .spyOn(api, 'searchMessages')
    .mockImplementation(async ({ type }) =>
      type === 'image' ? { count: imageCount, results: image } : { count: 1, results: [shared(2, 'file')] },
    );
}

async function open() {
  const wrapper = mount(SharedFiles, { global: { plugins: [i18n] }, props: { conversationId: 1 } });
  await flushPromises();
  return { wrapper, sources: () => wrapper.findAll('img').map((img) => img.attributes('src')) };
}

it('shows pictures newest first, and documents when they are asked for, to be downloaded under their name', async () => {
  const asked = answer([shared(9, 'image'), shared(7, 'image')]);
  const { wrapper, sources } = await open();
  expect(sources()).toEqual(['/media/9/small', '/media/7/small']);
  expect(asked).toHaveBeenCalledExactlyOnceWith({ conversation_id: 1, type: 'image', page: 1, page_size: 48 });
  await wrapper.findAll('[aria-pressed]')[1]!.trigger('click');
  await flushPromises();
  expect(wrapper.get('a').attributes()).toMatchObject({ href: '/media/2', download: 'file2' });
});

it('follows what is sent and recalled, by push and by the log, in this conversation alone', async () => {
  answer([shared(9, 'image'), shared(7, 'image')]);
  const { wrapper, sources } = await open();
  events.emit('MessageReceived', shared(10, 'image'));
  events.emit('MessageReceived', { ...shared(11, 'image'), conversation_id: 2 });
  events.emit('MessageUpdated', { ...recalled(7, 20), type: 'image' });
  useMessages().logs.set(1, { conversationId: 1, messages: [shared(12, 'image')], hasOlder: true, hasNewer: false, latest: null });
  await flushPromises();
  expect(sources()).toEqual(['/media/12/small', '/media/10/small', '/media/9/small']);
  wrapper.unmount();
});

it('says when it failed, tries again, and says that nothing is there', async () => {
  const asked = answer([]).mockRejectedValueOnce(new Error('网络不通'));
  const { wrapper } = await open();
  expect(wrapper.get('[role="alert"]').text()).toBe(i18n.global.t('shared.failed'));
  await wrapper.get('.nothing button').trigger('click');
  await flushPromises();
  expect(asked.mock.calls.map(([query]) => query.page)).toEqual([1, 1]);
  expect(wrapper.get('.nothing').text()).toBe(i18n.global.t('shared.empty'));
});

it('offers more while there is more', async () => {
  const first = Array.from({ length: 48 }, (_, n) => shared(100 - n, 'image'));
  const asked = answer(first, 49);
  const { wrapper, sources } = await open();
  asked.mockResolvedValueOnce({ count: 49, results: [shared(3, 'image')] });
  await wrapper.get('.more').trigger('click');
  await flushPromises();
  expect([asked.mock.lastCall?.[0].page, sources().length, wrapper.find('.more').exists()]).toEqual([2, 49, false]);
});

it('has what one paged through after a break, and what was recalled during it no more', async () => {
  const pages = [Array.from({ length: 48 }, (_, n) => shared(100 - n, 'image')), [shared(3, 'image'), shared(2, 'image')]];
  const asked = vi.spyOn(api, 'searchMessages').mockImplementation(async ({ page }) => ({ count: 50, results: pages[page! - 1]! }));
  const { wrapper, sources } = await open();
  await wrapper.get('.more').trigger('click');
  await flushPromises();
  pages[1] = [{ ...recalled(3, 200), type: 'image' }, shared(2, 'image')];
  useLive().state = { kind: 'connected' };
  await flushPromises();
  expect(asked.mock.calls.map(([query]) => query.page)).toEqual([1, 2, 1, 2]);
  expect([sources().length, sources().at(-1)]).toEqual([49, '/media/2/small']);
});
