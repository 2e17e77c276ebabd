import { mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { i18n } from '@/i18n';
import { guardComposition } from '@/platform/composing';

import { useSendKey } from '../sendKey/useSendKey';
import { useDrafts } from './drafts';
import MessageComposer from './MessageComposer.vue';

beforeEach(() => {
  localStorage.clear();
  setActivePinia(createPinia());
  useDrafts().attach('b1');
});

const global = { plugins: [i18n] };

describe('MessageComposer', () => {
  const composer = (props: object = {}) =>
    mount(MessageComposer, { global, props: { conversationId: 1, quote: null, quoteName: '', closed: '', ...props } });

  it('sends by Enter, trimmed at the end, and empties itself and the draft', async () => {
    const wrapper = composer();
    const field = wrapper.get('textarea');
    await field.setValue('  hello \n');
    expect(localStorage.length).toBe(1);
    await field.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('send')).toEqual([['  hello']]);
    expect(field.element.value).toBe('');
    expect(localStorage.length).toBe(0);
  });

  it('leaves Enter to the input method and Shift+Enter to the text', async () => {
    const release = guardComposition();
    const wrapper = mount(MessageComposer, {
      attachTo: document.body,
      global,
      props: { conversationId: 1, quote: null, quoteName: '', closed: '' },
    });
    const field = wrapper.get('textarea');
    await field.setValue('ni');
    await field.trigger('keydown', { key: 'Enter', isComposing: true });
    await field.trigger('keydown', { key: 'Enter', keyCode: 229 });
    release();
    await field.trigger('keydown', { key: 'Enter', shiftKey: true });
    expect(wrapper.emitted('send')).toBeUndefined();
    wrapper.unmount();
  });

  it('leaves Enter to the text when Ctrl+Enter sends', async () => {
    useSendKey().choose('ctrlEnter');
    const wrapper = composer();
    const field = wrapper.get('textarea');
    await field.setValue('one');
    await field.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('send')).toBeUndefined();
    await field.trigger('keydown', { key: 'Enter', ctrlKey: true });
    expect(wrapper.emitted('send')).toEqual([['one']]);
    setActivePinia(createPinia());
    expect(useSendKey().sendKey).toBe('ctrlEnter');
  });

  it('puts text at the cursor, over what is selected', async () => {
    const wrapper = composer();
    const field = wrapper.get('textarea');
    await field.setValue('ab cd');
    field.element.setSelectionRange(1, 4);
    await (wrapper.vm as unknown as { insert(text: string): Promise<void> }).insert('😀');
    expect(field.element.value).toBe('a😀d');
    expect(field.element.selectionStart).toBe(3);
  });

  it('offers quick replies for a stroke at the beginning, chosen by keys', async () => {
    const reply = (id: number, content: string) => ({
      id,
      content,
      code: null,
      group: null,
      sort_order: id,
      created_at: '2025-11-02T09:00:00.000Z',
    });
    vi.spyOn(api, 'quickReplies').mockResolvedValue({ count: 3, results: [reply(1, '您好'), reply(2, '明天发货'), reply(3, '已发货')] });
    const wrapper = composer();
    const field = wrapper.get('textarea');
    const options = () => wrapper.findAll('[role="option"]').map((option) => option.text());
    await field.setValue('/');
    await vi.waitFor(() => expect(options()).toHaveLength(3));
    await field.setValue('/发货');
    expect(options()).toEqual(['明天发货', '已发货']);
    await field.trigger('keydown', { key: 'Escape' });
    expect(options()).toEqual([]);
    await field.setValue('');
    await field.setValue('/发货');
    await field.trigger('keydown', { key: 'ArrowDown' });
    await field.trigger('keydown', { key: 'Enter' });
    expect(field.element.value).toBe('已发货');
    expect(options()).toEqual([]);
    expect(wrapper.emitted('send')).toBeUndefined();
  });

  it('sends neither nothing nor too much', async () => {
    const wrapper = composer();
    const field = wrapper.get('textarea');
    await field.setValue('   ');
    await field.trigger('keydown', { key: 'Enter' });
    await field.setValue('x'.repeat(5_001));
    await field.trigger('keydown', { key: 'Enter' });
    expect(wrapper.emitted('send')).toBeUndefined();
    expect(wrapper.text()).toContain('5001/5000');
  });

  it('finds its draft again', async () => {
    await composer().get('textarea').setValue('later');
    setActivePinia(createPinia());
    useDrafts().attach('b1');
    expect(composer().get('textarea').element.value).toBe('later');
  });

  it('says why it is closed', () => {
    const wrapper = composer({ closed: '对方的账号已停用' });
    expect(wrapper.get('textarea').element.disabled).toBe(true);
    expect(wrapper.text()).toContain('对方的账号已停用');
  });

  it('says that someone types, and when they stop', async () => {
    const wrapper = composer();
    const field = wrapper.get('textarea');
    await field.setValue('a');
    await field.setValue('ab');
    await field.trigger('blur');
    expect(wrapper.emitted('typing')).toEqual([[true], [false]]);
  });
});
