import type { Message } from '@/api/types';
import { cut } from '@/i18n/letters';

const EXCERPT_LENGTH = 100;

/** What the server says for what has no caption, and the sentence for it in the reader's language. */
const SENTENCES = new Map([
  ['', 'chat.quoteGone'],
  ['[图片]', 'preview.image'],
  ['[语音]', 'preview.voice'],
]);
const WORDS: Partial<Record<string, string>> = { image: '[图片]', voice: '[语音]' };

/** The excerpt that the server will make of a message. */
export function excerptOf(message: Message): string {
  return cut(message.content, EXCERPT_LENGTH) || (WORDS[message.type] ?? message.attachment?.name ?? '');
}

/** The key of the sentence that an excerpt stands for; without one it is shown as it is. */
export function excerptKey(excerpt: string): string | undefined {
  return SENTENCES.get(excerpt);
}
