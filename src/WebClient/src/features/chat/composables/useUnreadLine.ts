import { ref, watch, type Ref } from 'vue';

import type { Conversation, Message } from '@/api/types';

import { firstUnread, ownCursor } from '../model/conversations';
import { usePageVisible } from './useReadMarker';

/**
 * The sequence above which 「以下为新消息」 stands. It is drawn once, when the conversation is opened or when something
 * arrives behind the reader's back, and stays while they read. `me` null: an onlooker, who has no such line.
 */
export function useUnreadLine(
  entry: () => Conversation,
  messages: () => readonly Message[] | undefined,
  me: string | null,
): Readonly<Ref<number | null>> {
  const line = ref<number | null>(null);
  if (me === null) return line;
  const visible = usePageVisible();
  let opened = false;

  watch([messages, visible], ([known, isVisible], [, wasVisible]) => {
    if (!known) return;
    const nowUnread = firstUnread(known, ownCursor(entry(), me), me);
    if (!opened) {
      opened = true;
      line.value = nowUnread;
    } else if (!isVisible && wasVisible && nowUnread === null) {
      line.value = null;
    } else if (!isVisible && line.value === null) {
      line.value = nowUnread;
    }
  }, { immediate: true });
  return line;
}
