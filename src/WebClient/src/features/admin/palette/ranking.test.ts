import { describe, expect, it } from 'vitest';

import { byFit, fit, ranked } from './ranking';

describe('fit', () => {
  it('puts the name itself before one that begins so, and that before one that holds it', () => {
    const names = ['保和堂医药集团', '仁和堂', '和', '和记'];

    expect(byFit(names, (name) => fit('和', name))).toEqual(['和', '和记', '保和堂医药集团', '仁和堂']);
  });

  it('looks at every name of a thing, and at no case', () => {
    expect(fit('SETT', '设置', 'settings')).toBe(3);
    expect(fit('nothing', '设置', 'settings')).toBe(0);
  });

  it('takes letters of every width for the same', () => {
    expect([fit('abc', 'ＡＢＣ'), fit('ａｂ', 'Abc')]).toEqual([4, 3]);
  });

  it('only ranks what somebody else has found', () => {
    expect(ranked(['z', 'ab', 'a'], (name) => fit('a', name))).toEqual(['a', 'ab', 'z']);
  });

  it('takes everything as long as nothing is typed', () => {
    expect(byFit(['b', 'a'], (name) => fit('  ', name))).toEqual(['b', 'a']);
  });
});
