import { computed, ref, watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';
import type { LogView } from '@/realtime';

/** How many came while one reads further up: for a member the server's own count, for an onlooker since they left the end. */
export function useUnseen(entry: () => Conversation, log: () => LogView | undefined, atBottom: Readonly<Ref<boolean>>, readonly: boolean) {
  const end = () => log()?.latest?.sequence ?? 0;
  const seenEnd = ref(end());
  watch([atBottom, end], ([is, now], [, before]) => {
    if (is || before === 0) seenEnd.value = now;
  });
  return computed(() => (readonly ? end() - seenEnd.value : entry().unread_count));
}
