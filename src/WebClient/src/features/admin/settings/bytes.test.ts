import { expect, it } from 'vitest';

import { bytesText } from './bytes';

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KB'],
  [1536, '1.5 KB'],
  [10 * 1024, '10 KB'],
  [1.4 * 1024 ** 2, '1.4 MB'],
  [32 * 1024 ** 3, '32 GB'],
  [5 * 1024 ** 5, '5120 TB'],
])('%d reads %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
