import { expect, it } from 'vitest';

import { generatePassword } from './passwords';

it('makes passwords that nobody has seen and everybody can read', () => {
  const made = Array.from({ length: 200 }, generatePassword);

  expect(new Set(made).size).toBe(200);
  for (const password of made) expect(password).toMatch(/^[a-zA-Z2-9]{16}$/);
  expect(made.join('')).not.toMatch(/[ilIOo01]/);
});
