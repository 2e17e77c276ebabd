import { onScopeDispose, ref, watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';
import type { LogView } from '@/realtime';

import { firstUnread, ownCursor } from '../model/conversations';
import { useLive } from '../stores/live';

export function usePageVisible(): Readonly<Ref<boolean>> {
  const visible = ref(document.visibilityState === 'visible');
  const update = () => (visible.value = document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', update);
  onScopeDispose(() => document.removeEventListener('visibilitychange', update));
  return visible;
}

/** Tells the server what has been read: only what was on a screen that somebody could see, down to its end. */
export function useReadMarker(
  entry: () => Conversation | null,
  log: () => LogView | undefined,
  atBottom: () => boolean,
  me: string,
): void {
  const live = useLive();
  const visible = usePageVisible();
  let marking = false;

  const unreadEnd = () => {
    const conversation = entry();
    const messages = log()?.messages;
    if (!conversation || !messages || !live.isConnected || !visible.value || !atBottom()) return null;
    const unread = conversation.unread_count > 0 || firstUnread(messages, ownCursor(conversation, me), me) !== null;
    const end = messages.at(-1)?.sequence ?? 0;
    return unread && end > ownCursor(conversation, me) ? end : null;
  };

  async function mark(sequence: number): Promise<void> {
    const conversation = entry();
    if (marking || !conversation) return;
    marking = true;
    try {
      await live.markRead(conversation.id, sequence);
    } catch {
      // The next message, or the next connection, asks again.
    } finally {
      marking = false;
    }
    const next = unreadEnd();
    if (next !== null && next !== sequence) void mark(next);
  }

  watch(unreadEnd, (sequence) => sequence !== null && void mark(sequence), { immediate: true });
}
