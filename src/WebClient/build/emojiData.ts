import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import type { Plugin } from 'vite';

const ID = 'virtual:emoji-data';
/** Newer ones are boxes on the devices of people who buy no new ones. */
const NEWEST = 15;

interface Source {
  unicode?: string;
  emoji?: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
  version: number;
}

/**
 * The emoji of emojibase-data as the panel needs them, `[emoji, group, zh label, en label, words to find it by]`, in their
 * usual order: a quarter of what the package's own files weigh, because skin tones and codes are left out.
 */
export function emojiData(): Plugin {
  const require = createRequire(import.meta.url);
  const read = (language: string) => JSON.parse(readFileSync(require.resolve(`emojibase-data/${language}/data.json`), 'utf8')) as Source[];
  return {
    name: 'livechat-emoji-data',
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load(id) {
      if (id !== `\0${ID}`) return null;
      const english = new Map(read('en').map((source) => [source.order, source]));
      const rows = read('zh')
        // Without a group: the letters of flags. Group 2: skin tones and hair.
        .filter(({ group, order, version }) => group !== undefined && group !== 2 && order !== undefined && version <= NEWEST)
        .sort((a, b) => a.order! - b.order!)
        .map((source) => {
          const en = english.get(source.order)!;
          const words = new Set([...(source.tags ?? []), ...(en.tags ?? [])]);
          return [source.emoji, source.group, source.label, en.label, [...words].join(' ').toLowerCase()];
        });
      return `export default ${JSON.stringify(rows)};`;
    },
  };
}
