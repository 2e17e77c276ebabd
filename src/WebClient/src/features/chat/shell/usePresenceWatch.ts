import { computed, onScopeDispose, watch } from 'vue';

import { usePeople } from '@/conversation';

import { useConversations } from '../list/conversations';
import { useLive } from '../live';

/** The server follows this many people for one connection. */
const MOST = 500;
const PATIENCE_MS = 300;

/** Asks who of the list, and of others in view, is online, again after each connect: what changed during a break was pushed to nobody. */
export function usePresenceWatch(me: string): void {
  const live = useLive();
  const conversations = useConversations();
  const people = usePeople();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wanted = computed(() => {
    const ids = new Set<string>(people.watched.slice(0, MOST));
    for (const entry of conversations.sorted)
      for (const { user } of entry.participants) if (user.id !== me && ids.size < MOST) ids.add(user.id);
    // Sorted: the same people in another order are no reason to ask again.
    return [...ids].sort().join(' ');
  });

  watch(
    [wanted, () => live.isConnected],
    ([ids, connected]) => {
      clearTimeout(timer);
      if (!connected || ids === '') return;
      timer = setTimeout(() => {
        live.realtime?.watchPresence(ids.split(' ')).then(
          (known) => known.forEach(people.setPresence),
          () => undefined,
        );
      }, PATIENCE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
}
