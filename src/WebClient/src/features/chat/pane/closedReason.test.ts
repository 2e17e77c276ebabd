import { expect, it } from 'vitest';

import { conversation, participant, user } from '@/api/shapes.fake';

import { closedReason } from './closedReason';

const withOther = (status: 'active' | 'disabled' | 'deleted') => {
  const other = participant('m1');
  return conversation(1, { participants: [participant('b1'), { ...other, user: { ...other.user, status } }] });
};

it('is open while somebody can answer', () => {
  expect(closedReason(withOther('active'), user('b1'))).toBeNull();
});

it.each(['disabled', 'deleted'] as const)('says that the other side is %s', (status) => {
  expect(closedReason(withOther(status), user('b1'))).toBe(status);
});

it('lets an onlooker only read', () => {
  expect(closedReason(withOther('active'), user('x9'))).toBe('readonly');
  expect(closedReason(withOther('active'), { ...user('b1'), role: 'admin' })).toBe('readonly');
});
