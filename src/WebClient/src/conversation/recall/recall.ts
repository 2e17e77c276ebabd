import type { Message } from '@/api/types';

/** Until when its sender may recall it, in milliseconds of the epoch. The server decides; this only hides what would surely be refused. */
export function recallableUntil(message: Message, windowMs: number): number {
  return message.recalled_at === null && message.removed_at === null ? Date.parse(message.created_at) + windowMs : 0;
}
