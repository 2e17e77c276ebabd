import { describe, expect, it } from 'vitest';

import { cut, firstLetter, showsNothing } from './letters';

describe('cut', () => {
  it.each([
    ['a family', `${'字'.repeat(97)}👨‍👩‍👧`, '字'.repeat(97)],
    ['a flag', `${'字'.repeat(99)}🇨🇳`, '字'.repeat(99)],
    ['a letter with an accent', `${'e'.repeat(99)}e\u0301`, 'e'.repeat(99)],
    ['nothing', '字'.repeat(101), '字'.repeat(100)],
    ['what ends just there', `${'字'.repeat(98)}😀!`, `${'字'.repeat(98)}😀`],
  ])('halves no emoji and no letter: %s', (_, text, expected) => {
    expect(cut(text, 100)).toBe(expected);
  });

  it('cuts what is longer by itself, between its parts', () => {
    expect(cut(`e${'\u0301'.repeat(200)}`, 100)).toHaveLength(100);
    expect(cut(`👨${'\u200d👨'.repeat(100)}`, 100).length).toBeLessThanOrEqual(100);
    expect(cut(`👨${'\u200d👨'.repeat(100)}`, 100)).not.toMatch(/[\ud800-\udbff]$/);
  });
});

it.each(['\u200b', ' \u2060\ufeff ', '\u202e', '\u3164', '\u2800', '\u00ad', '\ufe0f', '\u{e0001}', '\u0301', ''])(
  'shows nothing: %j',
  (text) => {
    expect(showsNothing(text)).toBe(true);
  },
);

it.each(['a', '。', '👍', '\u200b1', '❤️', '́e'])('shows something: %j', (text) => expect(showsNothing(text)).toBe(false));

it('knows the first letter as people count', () => {
  expect(['👨‍👩‍👧家', '王', ''].map(firstLetter)).toEqual(['👨‍👩‍👧', '王', '']);
});
