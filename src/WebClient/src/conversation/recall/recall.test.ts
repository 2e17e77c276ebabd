import { expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { recallableUntil } from './recall';

it('offers recall for as long as the server allows, and never for what is gone', () => {
  expect(recallableUntil(message(1), 90_000) - Date.parse(message(1).created_at)).toBe(90_000);
  expect(recallableUntil(recalled(1, 2), 90_000)).toBe(0);
});
