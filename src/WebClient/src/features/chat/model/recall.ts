import type { Message } from '@/api/types';

/** The server's default window. It decides; this only hides what would surely be refused. */
const RECALL_WINDOW_MS = 2 * 60_000;

export function mayRecall(message: Message, now: number): boolean {
  return message.recalled_at === null && message.removed_at === null && now - Date.parse(message.created_at) < RECALL_WINDOW_MS;
}
