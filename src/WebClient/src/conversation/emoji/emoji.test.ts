import rows from 'virtual:emoji-data';
import { describe, expect, it } from 'vitest';

import { EMOJI_GROUPS, searchEmoji, withRecent, type Emoji } from './emoji';

const all = rows.map(([char, group, zh, en, words]): Emoji => ({ char, group, label: { 'zh-CN': zh, en }, words }));
const found = (term: string) => searchEmoji(all, term).map(({ char }) => char);

describe('emoji data', () => {
  it('has every group of the panel and names in both languages', () => {
    expect(new Set(all.map(({ group }) => group))).toEqual(new Set(EMOJI_GROUPS.map(({ group }) => group)));
    expect(all.every(({ char, label }) => char !== '' && label['zh-CN'] !== '' && label.en !== '')).toBe(true);
    expect(all.length).toBeGreaterThan(1_500);
  });
});

describe('searchEmoji', () => {
  it('finds in Chinese and in English, by name and by tag', () => {
    expect(found('笑哭了')).toContain('😂');
    expect(found('Tears joy')).toContain('😂');
    expect(found('lol')).toContain('😆');
  });

  it('finds nothing for nothing', () => {
    expect(found('  ')).toEqual([]);
    expect(found('没有这样的表情')).toEqual([]);
  });
});

it('remembers the last ones used, each once', () => {
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  expect(
    withRecent(
      Array.from({ length: 24 }, (_, n) => `${n}`),
      'x',
    ),
  ).toHaveLength(24);
});
