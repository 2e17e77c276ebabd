/** Letters of the name that stay before its extension. */
const KEPT = 5;
/** Longer ones are no extension. */
const EXTENSION_MAX = 6;

/** Where a file's name may be cut: between two graphemes, so that its extension and the letters before it stay. */
export function splitName(name: string): { start: string; end: string } {
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name)].map(({ segment }) => segment);
  const dot = letters.lastIndexOf('.');
  const extension = dot > 0 && letters.length - dot <= EXTENSION_MAX ? letters.length - dot : 0;
  const end = extension + KEPT;
  if (letters.length <= 2 * end) return { start: name, end: '' };
  return { start: letters.slice(0, -end).join(''), end: letters.slice(-end).join('') };
}
