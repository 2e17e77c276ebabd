import { expect, it } from 'vitest';

import { stepped } from './search';

it('steps through hits and around their ends', () => {
  expect([stepped(0, 1, 3), stepped(2, 1, 3), stepped(0, -1, 3), stepped(-1, 1, 3), stepped(0, 1, 0)]).toEqual([1, 0, 2, 0, -1]);
});
