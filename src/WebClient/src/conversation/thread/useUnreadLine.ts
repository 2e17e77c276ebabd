import { ref, watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';
import type { LogView } from '@/realtime';
import { usePageAttended } from '@/ui/usePageAttended';

import { firstUnread, ownCursor } from '../conversations';

/**
 * The sequence above which 「以下为新消息」 stands. It is drawn once, when the conversation is opened or when something
 * arrives behind the reader's back, and stays while they read. `me` null: an onlooker, who has no such line.
 */
export function useUnreadLine(entry: () => Conversation, log: () => LogView | undefined, me: string | null): Ref<number | null> {
  const line = ref<number | null>(null);
  if (me === null) return line;
  const attended = usePageAttended();
  /** Where the reader stood when the line was called for, until it is known what comes behind. */
  let cursor: number | null = ownCursor(entry(), me);

  watch(
    [log, attended],
    ([view, isAttended], [, wasAttended]) => {
      if (!view) return;
      if (!isAttended) {
        const nowUnread = firstUnread(view.messages, ownCursor(entry(), me), me);
        if (wasAttended ? nowUnread === null : line.value === null) line.value = nowUnread;
      }
      if (cursor === null) return;
      const first = view.messages[0]?.sequence ?? 1;
      const last = view.messages.at(-1)?.sequence ?? 0;
      if (view.hasOlder && first > cursor + 1) return;
      line.value = firstUnread(view.messages, cursor, me);
      if (line.value !== null || !view.hasNewer || last > cursor) cursor = null;
    },
    { immediate: true },
  );
  return line;
}
