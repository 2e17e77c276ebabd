import type { QuickReply } from '@/api/types';

/** The server's limits: how many one has, and the length of each in UTF-16 units. */
export const MAX_QUICK_REPLIES = 10;
export const MAX_QUICK_REPLY_LENGTH = 200;

/** The list with one of them moved; positions from 0, and nothing happens past the ends. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const result = [...items];
  if (from < 0 || from >= items.length || to < 0 || to >= items.length) return result;
  result.splice(to, 0, ...result.splice(from, 1));
  return result;
}

/**
 * What a text that begins with `/` looks for among the quick replies; null when it looks for nothing, because it is not
 * the beginning of the message or already longer than a line.
 */
export function quickReplyQuery(text: string): string | null {
  return text.startsWith('/') && !text.includes('\n') ? text.slice(1) : null;
}

export function matching(replies: readonly QuickReply[], query: string): QuickReply[] {
  const needle = query.trim().toLocaleLowerCase();
  return replies.filter(({ content }) => content.toLocaleLowerCase().includes(needle));
}
