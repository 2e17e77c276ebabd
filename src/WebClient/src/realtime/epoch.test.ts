import { beforeEach, expect, it } from 'vitest';

import { EpochMemory } from './epoch';

beforeEach(() => sessionStorage.clear());

it('takes the first epoch for its own', () => {
  expect(new EpochMemory().isNew('a')).toBe(false);
});

it('tells of another epoch once, also after the page was loaded again', () => {
  new EpochMemory().isNew('a');
  const reloaded = new EpochMemory();
  expect([reloaded.isNew('a'), reloaded.isNew('b'), reloaded.isNew('b')]).toEqual([false, true, false]);
});
