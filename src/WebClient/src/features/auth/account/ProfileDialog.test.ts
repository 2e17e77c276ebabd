import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { beforeAll, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { user } from '@/api/shapes.fake';
import { i18n, withSentences } from '@/i18n';

import { useSession } from '../session/session';
import ProfileDialog from './ProfileDialog.vue';

beforeAll(withSentences('account', () => Promise.resolve()));

it('keeps what was written and not saved, each user their own', async () => {
  setActivePinia(createPinia());
  vi.spyOn(useSession(), 'learn').mockReturnValue();
  vi.spyOn(api, 'updateProfile').mockResolvedValue(user('b1'));
  const open = (id: string) => mount(ProfileDialog, { global: { plugins: [i18n] }, props: { me: user(id, { description: '店主' }) } });
  const text = (id: string) => {
    const wrapper = open(id);
    const { value } = wrapper.get('textarea').element;
    wrapper.unmount();
    return value;
  };
  const dialog = open('b1');
  await dialog.get('textarea').setValue('店主，周末休息');
  dialog.unmount();
  expect([text('b1'), text('m1')]).toEqual(['店主，周末休息', '店主']);
  const again = open('b1');
  await again.get('form').trigger('submit');
  await flushPromises();
  expect(again.emitted('close')).toHaveLength(1);
  again.unmount();
  expect(text('b1')).toBe('店主');
});
