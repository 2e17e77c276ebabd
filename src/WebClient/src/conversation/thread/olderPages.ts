import type { Message, MessagePage } from '@/api/types';

const PAGE_SIZE = 200;
/** Paper has an end. */
export const PRINTED_MAX = 5_000;

/**
 * Every message before `sequence`, oldest first, as far as `PRINTED_MAX` goes. `read` answers at once: a browser that is
 * about to print waits for nothing.
 */
export function olderThan(sequence: number, read: (before: number, limit: number) => MessagePage | null): Message[] {
  let older: Message[] = [];
  for (let before = sequence; before > 1 && older.length < PRINTED_MAX;) {
    const page = read(before, PAGE_SIZE);
    if (!page || page.results.length === 0) break;
    older = [...page.results, ...older];
    before = page.results[0]!.sequence;
  }
  return older;
}
