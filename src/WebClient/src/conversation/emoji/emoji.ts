import { folded } from '@/i18n/folding';

export interface Emoji {
  char: string;
  group: number;
  label: { 'zh-CN': string; en: string };
  /** Lower case, both languages. */
  words: string;
}

/** The groups of Unicode in the order of the panel, each with what stands for it. */
export const EMOJI_GROUPS = [
  { group: 0, name: 'smileys', sign: '😀' },
  { group: 1, name: 'people', sign: '👋' },
  { group: 3, name: 'nature', sign: '🐻' },
  { group: 4, name: 'food', sign: '🍎' },
  { group: 5, name: 'travel', sign: '🚗' },
  { group: 6, name: 'activities', sign: '⚽' },
  { group: 7, name: 'objects', sign: '💡' },
  { group: 8, name: 'symbols', sign: '❤️' },
  { group: 9, name: 'flags', sign: '🏁' },
] as const;

const MAX_FOUND = 120;
const MAX_RECENT = 24;

/** Every word of the term has to be in its name or tags, in either language; names come before tags. */
export function searchEmoji(all: readonly Emoji[], term: string): Emoji[] {
  const needles = folded(term)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (needles.length === 0) return [];
  const inName: Emoji[] = [];
  const inWords: Emoji[] = [];
  for (const emoji of all) {
    const name = folded(`${emoji.label['zh-CN']} ${emoji.label.en}`);
    if (needles.every((needle) => name.includes(needle))) inName.push(emoji);
    else if (needles.every((needle) => name.includes(needle) || emoji.words.includes(needle))) inWords.push(emoji);
  }
  return [...inName, ...inWords].slice(0, MAX_FOUND);
}

/** The one just used first, each once. */
export function withRecent(recent: readonly string[], char: string): string[] {
  return [char, ...recent.filter((other) => other !== char)].slice(0, MAX_RECENT);
}
