import { onScopeDispose, watch } from 'vue';

import type { Conversation } from '@/api/types';
import { firstUnread, ownCursor } from '@/conversation';
import type { LogView } from '@/realtime';

import { useLive } from '../live';

/** While somebody scrolls through what is unread, the server is told this often. */
const PAUSE_MS = 200;

/**
 * Tells the server up to where the messages have stood on the screen (`seen`), and nothing beyond. What somebody put back as unread
 * while it was open stays so, whatever comes, until they open it again.
 */
export function useReadMarker(entry: () => Conversation | null, log: () => LogView | undefined, seen: () => number, me: string): void {
  const live = useLive();
  let marking = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  /** The sequence that the server does not know of yet; null when there is none. */
  const untold = () => {
    const conversation = entry();
    const messages = log()?.messages;
    if (!conversation || conversation.marked_unread || !messages || !live.isConnected) return null;
    const [cursor, end] = [ownCursor(conversation, me), seen()];
    if (end <= cursor) return null;
    const first = firstUnread(messages, cursor, me);
    return conversation.unread_count > 0 || (first !== null && first <= end) ? end : null;
  };

  async function tell(): Promise<void> {
    const [sequence, conversation] = [untold(), entry()];
    if (marking || pause !== undefined || sequence === null || !conversation) return;
    marking = true;
    try {
      await live.markRead(conversation.id, sequence);
    } catch {
      // The next message, or the next connection, asks again.
    } finally {
      marking = false;
    }
    pause = setTimeout(() => {
      pause = undefined;
      if (untold() !== sequence) void tell();
    }, PAUSE_MS);
  }

  watch(untold, () => void tell(), { immediate: true });
  onScopeDispose(() => {
    clearTimeout(pause);
    pause = undefined;
    void tell();
  });
}
