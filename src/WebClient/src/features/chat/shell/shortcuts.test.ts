import { describe, expect, it } from 'vitest';

import { shortcutOf } from './shortcuts';

const key = (name: string, more: object = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe('shortcutOf', () => {
  it('leaves characters to a field, and nothing else', () => {
    expect(shortcutOf(key('?'), false)).toBe('help');
    expect(shortcutOf(key('?'), true)).toBeNull();
    expect(shortcutOf(key('/'), false)).toBe('search');
    expect(shortcutOf(key('/'), true)).toBeNull();
    expect(shortcutOf(key('k', { ctrlKey: true }), true)).toBe('search');
    expect(shortcutOf(key('K', { metaKey: true }), true)).toBe('search');
    expect(shortcutOf(key('Escape'), true)).toBe('back');
  });

  it('knows Alt with a letter by the place of the key, also in a field', () => {
    expect(shortcutOf(key('∑', { altKey: true, code: 'KeyW' }), true)).toBe('done');
    expect(shortcutOf(key('˜', { altKey: true, code: 'KeyN' }), true)).toBe('waiting');
    expect(shortcutOf(key('w', { code: 'KeyW' }), false)).toBeNull();
    expect(shortcutOf(key('w', { altKey: true, ctrlKey: true, code: 'KeyW' }), false)).toBeNull();
  });

  it('walks the conversations by Alt and arrows', () => {
    expect(shortcutOf(key('ArrowUp', { altKey: true }), true)).toBe('previous');
    expect(shortcutOf(key('ArrowDown', { altKey: true }), false)).toBe('next');
    expect(shortcutOf(key('ArrowDown'), false)).toBeNull();
    expect(shortcutOf(key('ArrowDown', { altKey: true, ctrlKey: true }), false)).toBeNull();
  });
});
