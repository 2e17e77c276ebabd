export interface Part {
  text: string;
  /** Whether this is what the search looks for. */
  found: boolean;
}

/** The server compares so: the letters A to Z are the same in both sizes, everything else only as itself. */
function folded(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Cuts text at each occurrence of what is looked for; nothing is lost. */
export function partsOf(text: string, term: string): Part[] {
  if (term === '') return [{ text, found: false }];
  const parts: Part[] = [];
  const [haystack, needle] = [folded(text), folded(term)];
  let end = 0;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, end)) {
    if (at > end) parts.push({ text: text.slice(end, at), found: false });
    end = at + needle.length;
    parts.push({ text: text.slice(at, end), found: true });
  }
  if (end < text.length) parts.push({ text: text.slice(end), found: false });
  return parts;
}
