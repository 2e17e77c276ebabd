import { computed, onScopeDispose, ref, watch } from 'vue';

import type { Conversation } from '@/api/types';

import { isWaiting, otherSide } from '../model/conversations';
import { useConversations } from '../stores/conversations';

const SEARCH_PAUSE_MS = 250;

/** What the list shows: everything, what is unread, or who was searched for; and more of it on demand. */
export function useListQuery(me: string, onProblem: (error: Error) => void) {
  const conversations = useConversations();
  const term = ref('');
  const unreadOnly = ref(false);
  /** Reading it must not take a row away from under the pointer. */
  const kept = ref<number | null>(null);
  /** The next page of what is searched for; null when there is none. */
  const nextFound = ref<number | null>(null);
  const busy = ref(false);
  let pause: ReturnType<typeof setTimeout> | undefined;

  const needle = computed(() => term.value.trim().toLocaleLowerCase());
  const nameOf = (entry: Conversation) => entry.title ?? otherSide(entry, me)?.username ?? '';
  const shown = computed(() => {
    if (needle.value === '' && !unreadOnly.value) return conversations.listed;
    return conversations.sorted.filter((entry) =>
      nameOf(entry).toLocaleLowerCase().includes(needle.value)
      && (!unreadOnly.value || isWaiting(entry) || entry.id === kept.value));
  });

  async function run(work: () => Promise<void>): Promise<void> {
    busy.value = true;
    try {
      await work();
    } catch (error) {
      onProblem(error as Error);
    } finally {
      busy.value = false;
    }
  }

  async function find(text: string, page: number): Promise<void> {
    const more = await conversations.search(text, page);
    if (text === needle.value) nextFound.value = more ? page + 1 : null;
  }

  // What is loaded answers at once; the server knows the rest.
  watch(needle, (text) => {
    clearTimeout(pause);
    nextFound.value = null;
    if (text === '' || !conversations.hasMore) return;
    pause = setTimeout(() => void run(() => find(text, 1)), SEARCH_PAUSE_MS);
  });
  watch(unreadOnly, (only) => {
    kept.value = null;
    if (only && conversations.hasMore) void run(conversations.loadUnread);
  });
  onScopeDispose(() => clearTimeout(pause));

  function more(): void {
    if (busy.value || unreadOnly.value) return;
    const page = nextFound.value;
    if (needle.value === '') void run(conversations.loadMore);
    else if (page !== null) void run(() => find(needle.value, page));
  }

  return { term, needle, unreadOnly, kept, shown, busy, more };
}
