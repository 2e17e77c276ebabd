import type { Message } from '@/api/types';

/** What a row says of its last message: the key of a sentence, or text as it is. */
export type Preview = { key: string } | { text: string; key?: undefined };

const KINDS: Partial<Record<string, string>> = {
  image: 'preview.image',
  file: 'preview.file',
  voice: 'preview.voice',
};

export function previewOf(message: Message | null, me: string): Preview {
  if (!message) return { key: 'preview.none' };
  if (message.removed_at) return { key: 'preview.removed' };
  if (message.recalled_at) return { key: message.sender_id === me ? 'preview.recalledByMe' : 'preview.recalled' };
  const kind = KINDS[message.type];
  if (kind) return { key: kind };
  return { text: message.content.replace(/\s+/g, ' ') };
}
