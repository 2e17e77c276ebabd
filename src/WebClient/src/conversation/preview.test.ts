import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { previewOf } from './preview';

describe('previewOf', () => {
  it('says what became of a message', () => {
    expect(previewOf(recalled(1, 2), 'm1')).toEqual({ key: 'preview.recalledByMe' });
    expect(previewOf(recalled(1, 2), 'b1')).toEqual({ key: 'preview.recalled' });
    expect(previewOf({ ...recalled(1, 2), removed_at: 'x' }, 'b1')).toEqual({ key: 'preview.removed' });
    expect(previewOf(null, 'b1')).toEqual({ key: 'preview.none' });
  });

  it('names pictures, files and voices, and shows unknown types as their content', () => {
    expect(previewOf(message(1, { type: 'image', content: 'x' }), 'b1')).toEqual({ key: 'preview.image' });
    expect(previewOf(message(1, { type: 'poll' as never, content: 'a\n b' }), 'b1')).toEqual({ text: 'a b' });
  });
});
