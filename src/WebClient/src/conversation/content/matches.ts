import { folded, foldedLetters } from '@/i18n/folding';

export interface Part {
  text: string;
  /** Whether this is what the search looks for. */
  found: boolean;
}

/** Others write the text, and every part is an element: more are not needed to see that it is all over. */
const MAX_PARTS = 400;

/** Cuts text at each occurrence of what is looked for; nothing is lost. Occurrences side by side are one part. */
export function partsOf(text: string, term: string): Part[] {
  const needle = folded(term);
  if (needle === '') return [{ text, found: false }];
  const parts: Part[] = [];
  const { text: haystack, placeOf } = foldedLetters(text);
  let end = 0;
  for (let at = haystack.indexOf(needle); at >= 0 && parts.length < MAX_PARTS; at = haystack.indexOf(needle, at + needle.length)) {
    const [from, to] = [Math.max(end, placeOf(at).start), placeOf(at + needle.length - 1).end];
    const last = parts.at(-1);
    if (from > end) parts.push({ text: text.slice(end, from), found: false });
    if (last?.found && from === end) last.text += text.slice(from, to);
    else if (to > from) parts.push({ text: text.slice(from, to), found: true });
    end = to;
  }
  if (end < text.length) parts.push({ text: text.slice(end), found: false });
  return parts;
}
