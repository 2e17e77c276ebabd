import { expect, it } from 'vitest';

import { newClientMessageId } from './clientMessageId';

it('makes ids that the server takes', () => {
  expect(newClientMessageId()).toMatch(/^[A-Za-z0-9_-]{36}$/);
});
