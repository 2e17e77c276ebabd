/** Text with something put in place of its selection, and where the cursor stands after it. */
export interface Insertion {
  text: string;
  cursor: number;
}

/** `start` and `end` are UTF-16 positions in `text`, as a field reports its selection. */
export function insertAt(text: string, start: number, end: number, inserted: string): Insertion {
  return { text: text.slice(0, start) + inserted + text.slice(end), cursor: start + inserted.length };
}
