import { describe, expect, it } from 'vitest';

import { pressOf } from './keys';

const press = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });

describe('pressOf', () => {
  it.each([{ ctrlKey: true }, { metaKey: true }])('opens the palette, also from a field', (held) => {
    expect(pressOf(press('k', held), true)).toEqual({ name: 'palette' });
    expect(pressOf(press('K', held), false)).toEqual({ name: 'palette' });
  });

  it('leaves what is typed alone', () => {
    for (const key of ['r', 'e', '/', '?', '1']) expect(pressOf(press(key), true)).toBeNull();
  });

  it('leaves the keys of an input method alone', () => {
    expect(pressOf(press('r', { isComposing: true }), false)).toBeNull();
    expect(pressOf(press('r', { keyCode: 229 }), false)).toBeNull();
  });

  it('leaves the keys of the browser alone', () => {
    expect(pressOf(press('r', { ctrlKey: true }), false)).toBeNull();
    expect(pressOf(press('1', { altKey: true }), false)).toBeNull();
  });

  it('knows the pages by their place', () => expect(pressOf(press('3'), false)).toEqual({ name: 'pages', page: 3 }));
});
