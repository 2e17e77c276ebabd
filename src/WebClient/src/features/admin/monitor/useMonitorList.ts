import { computed, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import type { Conversation } from '@/api/types';
import { byActivity, byWait, isUnanswered, usePeople } from '@/conversation';
import { folded } from '@/i18n/folding';
import { useTimeText } from '@/i18n/useTimeText';

import { useWatched } from './watched';

export const FILTERS = ['unread', 'unanswered', 'online'] as const;
export type Filter = (typeof FILTERS)[number];

const SEARCH_PAUSE_MS = 250;

/** The live list as the address asks for it: searched, filtered, newest activity or longest wait first, read further as one scrolls. */
export function useMonitorList(complain: (error: Error) => void) {
  const route = useRoute();
  const router = useRouter();
  const watched = useWatched();
  const people = usePeople();
  const { now } = useTimeText();

  const term = computed(() => (typeof route.query.search === 'string' ? route.query.search : ''));
  const filter = computed(() => FILTERS.find((name) => name === route.query.filter) ?? null);
  const needle = computed(() => folded(term.value.trim()));
  const asked = computed(() => ({ search: term.value.trim() || undefined, ...(filter.value && { [filter.value]: true }) }));

  /** As many as matched when it was asked last. */
  const matched = ref(0);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  /** Down to here the list is known without holes; null when all of it is. */
  const frontier = shallowRef<Conversation | null>(null);
  let page = 1;
  let hasMore = false;
  let reading = 0;

  const PASSES: Record<Filter, (entry: Conversation) => boolean> = {
    unread: (entry) => entry.participants.some(({ unread_count }) => unread_count > 0),
    unanswered: (entry) => isUnanswered(entry, now.value),
    online: (entry) => entry.participants.some(({ user }) => people.isOnline(user)),
  };

  const shown = computed(() => {
    const passes = filter.value ? PASSES[filter.value] : null;
    const inOrder = filter.value === 'unanswered' ? byWait : byActivity;
    const end = frontier.value;
    const matching = watched.sorted.filter(
      (entry) =>
        (!end || inOrder(entry, end) <= 0) &&
        (needle.value === '' || entry.participants.some(({ user }) => folded(user.username).includes(needle.value))) &&
        (!passes || passes(entry)),
    );
    return inOrder === byActivity ? matching : matching.sort(inOrder);
  });

  // What all of is known is counted here, as it changes; of the rest only the server knows how many match.
  const count = computed(() => {
    if (frontier.value === null) return shown.value.length;
    return needle.value === '' && !filter.value ? watched.total : matched.value;
  });

  async function read(next: number, quietly = false): Promise<void> {
    const mine = ++reading;
    try {
      const found = await watched.load(asked.value, next);
      if (mine !== reading) return;
      ({ count: matched.value, hasMore } = found);
      page = next;
      frontier.value = found.hasMore ? (found.last ?? null) : null;
      state.value = 'ready';
    } catch (error) {
      if (mine !== reading) return;
      if (state.value !== 'ready') state.value = 'failed';
      if (!quietly) complain(error as Error);
    } finally {
      if (mine === reading) reading = 0;
    }
  }

  /**
   * How many match now, where only the server knows. Pushes tell what happens to those that are known here; the rest is read,
   * counted and disposed of elsewhere, and waiting grows by itself.
   */
  async function recount(): Promise<void> {
    if (reading !== 0 || (needle.value === '' && !filter.value)) return;
    // What has come to match without any news of its own is not known here; it stands on the first page.
    if (page === 1) return void read(1, true);
    const mine = asked.value;
    try {
      const now = await watched.count(mine);
      if (mine === asked.value) matched.value = now;
    } catch {
      // The figures have said that the server can't be asked.
    }
  }

  function more(): void {
    if (hasMore && reading === 0) void read(page + 1);
  }

  function change(query: { search?: string; filter?: Filter | null }): void {
    const { search = term.value, filter: chosen = filter.value } = query;
    void router.replace({ query: { ...route.query, search: search || undefined, filter: chosen ?? undefined } });
  }

  let pause: ReturnType<typeof setTimeout> | undefined;
  watch(asked, (next, before) => {
    clearTimeout(pause);
    if (before && JSON.stringify(next) === JSON.stringify(before)) return;
    hasMore = false;
    pause = setTimeout(() => void read(1), next.search === before?.search ? 0 : SEARCH_PAUSE_MS);
  });
  void read(1);

  return { term, filter, shown, count, state, more, recount, change, again: () => void read(1) };
}
