import { expect, it } from 'vitest';

import { user } from '@/api/shapes.fake';

import { mayTalkTo } from './permissions';

it('knows who may talk to whom', () => {
  const [buyer, merchant] = [user('b1'), user('m1', { role: 'merchant' })];
  expect(mayTalkTo(buyer, merchant)).toBe(true);
  expect(mayTalkTo(buyer, user('b2'))).toBe(false);
  expect(mayTalkTo(merchant, user('m2', { role: 'merchant' }))).toBe(false);
  expect(mayTalkTo(buyer, user('m3', { role: 'merchant', status: 'disabled' }))).toBe(false);
});
