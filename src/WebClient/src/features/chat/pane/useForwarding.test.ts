import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';

import { conversation, message, recalled } from '@/api/shapes.fake';
import type { Message } from '@/api/types';
import { useOutbox } from '@/conversation/outbox/outbox';
import { useMessages } from '@/conversation/messages';
import { i18n, withSentences } from '@/i18n';
import { useNotices } from '@/ui/notices';

import { useConversations } from '../list/conversations';
import { useForwarding } from './useForwarding';

const said = () => useNotices().notices.map(({ text }) => text);
let close: ReturnType<typeof vi.fn<() => void>>;

beforeAll(withSentences('seldom', () => Promise.resolve()));
beforeEach(() => {
  setActivePinia(createPinia());
  close = vi.fn<() => void>();
  know(message(3));
});

function know(...messages: Message[]): void {
  useMessages().logs.set(1, { conversationId: 1, messages, hasOlder: false, hasNewer: false, latest: null });
}

function choose() {
  let forwarding!: ReturnType<typeof useForwarding>;
  mount(
    defineComponent(() => {
      forwarding = useForwarding(message(3), 'b1', close);
      return () => h('p');
    }),
    { global: { plugins: [i18n] } },
  );
  return forwarding;
}

it('asks no longer whom a message should go to that was taken back, and says so', async () => {
  choose();
  expect(close).not.toHaveBeenCalled();
  know(recalled(3, 9));
  await flushPromises();
  expect(close).toHaveBeenCalledOnce();
  expect(said()).toEqual(['没有转发成功：消息已撤回']);
});

it('sends nothing on that was taken back on the way', async () => {
  const post = vi.spyOn(useOutbox(), 'post').mockReturnValue();
  const open = vi.spyOn(useConversations(), 'openWith').mockResolvedValue(conversation(2));
  const { forwardTo } = choose();
  await forwardTo('m1');
  expect(post).toHaveBeenCalledExactlyOnceWith(2, 'message 3', null);
  open.mockImplementation(async () => {
    know({ ...recalled(3, 9), recalled_at: null, removed_at: '2025-11-02T10:00:00.000Z' });
    return conversation(2);
  });
  await forwardTo('m1');
  expect(post).toHaveBeenCalledOnce();
  expect(said()).toContain('没有转发成功：该消息已被管理员移除');
});
