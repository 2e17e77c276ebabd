const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** White space, and what is drawn as nothing: format and control characters, fillers, the empty pattern of Braille. */
const NOTHING = /^[\s\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/** Whether a text consists of invisible characters alone; the server refuses it. */
export function showsNothing(text: string): boolean {
  return NOTHING.test(text);
}

/** The beginning of a text, at most so many UTF-16 units of it, with no letter or emoji halved; one that is longer by itself is cut between its parts. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  // A cluster that reaches over the end is cut off before it; twice the length is enough to know.
  for (const { index, segment } of letters.segment(text.slice(0, 2 * most))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  if (end === 0) end = isHalved(text, most) ? most - 1 : most;
  return text.slice(0, end);
}

/** The first letter or emoji as people count them. */
export function firstLetter(text: string): string {
  return letters.segment(text.slice(0, 64))[Symbol.iterator]().next().value?.segment ?? '';
}

function isHalved(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '');
}
