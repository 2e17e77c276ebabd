/** A letter with its marks, which become one letter together. More marks than a letter can bear are letters of their own (Unicode UAX 15, stream-safe). */
const LETTER = /\P{M}\p{M}{0,30}|\p{M}{1,30}/gu;

const ASCII = /^[\0-\x7f]*$/;

/** What searches compare, here as on the server: letters of either size, and of every width and form, are the same (NFKC). */
export function folded(text: string): string {
  return foldedLetters(text).text;
}

/** Folded text that remembers where each of its letters stood. */
export interface Folded {
  text: string;
  /** The letter around a UTF-16 unit of the folded text, as a range of the original. Asked in ascending order it goes over the text once. */
  placeOf(unit: number): { start: number; end: number };
}

export function foldedLetters(original: string): Folded {
  if (ASCII.test(original)) return { text: original.toLowerCase(), placeOf: (unit) => ({ start: unit, end: unit + 1 }) };
  const letters: string[] = [];
  /** Where each letter begins, folded and as it was. */
  const units: number[] = [];
  const places: number[] = [];
  let length = 0;
  let last = 0;
  for (const { 0: letter, index } of original.matchAll(LETTER)) {
    const fold = letter.normalize('NFKC').toLowerCase();
    letters.push(fold);
    units.push(length);
    places.push(index);
    length += fold.length;
  }
  return {
    text: letters.join(''),
    placeOf(unit) {
      if (units[last]! > unit) last = 0;
      while (last + 1 < units.length && units[last + 1]! <= unit) last += 1;
      return { start: places[last]!, end: places[last + 1] ?? original.length };
    },
  };
}
