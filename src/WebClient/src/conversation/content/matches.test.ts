import { describe, expect, it } from 'vitest';

import { partsOf } from './matches';

describe('partsOf', () => {
  const found = (text: string, term: string) =>
    partsOf(text, term)
      .filter((part) => part.found)
      .map((part) => part.text);

  it('marks each occurrence, letters of either size, and keeps the rest', () => {
    expect(found('Order ORDER order', 'order')).toEqual(['Order', 'ORDER', 'order']);
    expect(found('连花清瘟胶囊，清瘟', '清瘟')).toEqual(['清瘟', '清瘟']);
    expect(
      partsOf('aXbXc', 'x')
        .map((part) => part.text)
        .join(''),
    ).toBe('aXbXc');
  });

  it('compares as the server does: letters of either size, width and form are the same, and nothing is a pattern', () => {
    expect(found('É é', 'é')).toEqual(['É', 'é']);
    expect(found('Привет, ПРИВЕТ', 'привет')).toEqual(['Привет', 'ПРИВЕТ']);
    expect(found('ＡＢＣ abc', 'ABC')).toEqual(['ＡＢＣ', 'abc']);
    expect(found('cafe\u0301 ﬁn', 'fi')).toEqual(['ﬁ']);
    expect(found('100% a.c abc', '%')).toEqual(['%']);
    expect(found('abc', '.')).toEqual([]);
    expect(found('abc', '')).toEqual([]);
  });

  it('joins what stands side by side, and bounds the rest', () => {
    expect(partsOf('a'.repeat(5_000), 'a')).toHaveLength(1);
    expect(partsOf('ab'.repeat(2_500), 'a').length).toBeLessThanOrEqual(402);
    expect(
      partsOf('ab'.repeat(2_500), 'a')
        .map((part) => part.text)
        .join(''),
    ).toHaveLength(5_000);
  });
});
