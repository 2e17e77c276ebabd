import { expect, it } from 'vitest';

import { endedReason } from './endedReason';

it('understands reasons however they are written', () => {
  expect(endedReason('Password changed')).toBe('password_changed');
  expect(endedReason('unauthenticated')).toBe('expired');
  expect(endedReason('moon')).toBe('other');
});
