import { expect, it } from 'vitest';

import { foldOf } from './folds';

it('folds what would fill several screens, and nothing else', () => {
  expect(foldOf('a\n'.repeat(20))).toBeNull();
  expect(foldOf('字'.repeat(3_000))).toBeNull();
  expect(foldOf(`a${'\n'.repeat(1_500)}b`)).toBe('a');
  expect(foldOf('a\n'.repeat(100))!.split('\n')).toHaveLength(24);
  expect(foldOf('😀'.repeat(2_500))).toBe('😀'.repeat(900));
});
