import { computed, onScopeDispose, ref, watch } from 'vue';

import type { Conversation } from '@/api/types';
import { byActivity, byWait, isAtHand, isSnoozed, isWaiting, otherSide, waitsSince } from '@/conversation';
import { folded } from '@/i18n/folding';
import { now } from '@/i18n/useTimeText';

import { useConversations } from './conversations';

const SEARCH_PAUSE_MS = 250;

/** Everything at hand, what is unread of it, who waits for an answer; and what was put off or done with. */
export type ListView = 'all' | 'unread' | 'waiting' | 'snoozed' | 'done';

/** What the list shows: one of its views, or who was searched for; and more of it on demand. */
export function useListQuery(me: string, openId: () => number | null, onProblem: (error: Error) => void) {
  const conversations = useConversations();
  const term = ref('');
  const view = ref<ListView>('all');
  /** Reading or answering it must not take the open row away. */
  const kept = ref<number | null>(null);
  /** The next page of what is searched for; null when there is none. */
  const nextFound = ref<number | null>(null);
  const busy = ref(false);
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** The search that was asked for last. */
  let asked: Promise<void> | undefined;

  const needle = computed(() => folded(term.value.trim()));
  const nameOf = (entry: Conversation) => entry.title ?? otherSide(entry, me)?.username ?? '';

  function belongs(entry: Conversation): boolean {
    const atHand = isAtHand(entry, now.value);
    switch (view.value) {
      case 'unread':
        return atHand && (isWaiting(entry) || entry.id === kept.value);
      case 'waiting':
        return atHand && (waitsSince(entry, me) !== null || entry.id === kept.value);
      case 'snoozed':
        return isSnoozed(entry, now.value) && !entry.done;
      case 'done':
        return entry.done;
      default:
        return atHand || needle.value !== '';
    }
  }

  const shown = computed((): readonly Conversation[] => {
    if (needle.value === '' && view.value === 'all') return withOpen(conversations.listed);
    const rows = conversations.sorted.filter((entry) => belongs(entry) && folded(nameOf(entry)).includes(needle.value));
    return view.value === 'waiting' ? rows.sort(byWait) : rows;
  });

  /** A conversation that was opened by its address may lie far below what is loaded, or aside: it stands first until its place is there. */
  function withOpen(listed: readonly Conversation[]): readonly Conversation[] {
    const id = openId();
    const open = id === null ? undefined : conversations.entries.get(id);
    if (!open || !conversations.hasMore || listed.length === 0 || !isAtHand(open, now.value)) return listed;
    return byActivity(open, listed.at(-1)!) > 0 ? [open, ...listed] : listed;
  }

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
    pause = undefined;
    nextFound.value = null;
    if (text === '') return;
    pause = setTimeout(() => void ask(text), SEARCH_PAUSE_MS);
  });

  function ask(text: string): Promise<void> {
    clearTimeout(pause);
    pause = undefined;
    return (asked = run(() => find(text, 1)));
  }

  /** The one that is meant by what was typed: the first that is shown, which the server may have to be asked for. */
  async function best(): Promise<Conversation | null> {
    const text = needle.value;
    if (text === '') return null;
    if (shown.value.length === 0) await (pause === undefined ? asked : ask(text));
    return needle.value === text ? (shown.value[0] ?? null) : null;
  }

  const LOADS = {
    unread: conversations.loadUnread,
    waiting: conversations.loadWaiting,
    snoozed: conversations.loadSnoozed,
    done: conversations.loadDone,
  };
  watch(view, (name) => {
    kept.value = null;
    if (name === 'all' || ((name === 'unread' || name === 'waiting') && !conversations.hasMore)) return;
    void run(LOADS[name]);
  });
  // The open one was unread or waiting when it was opened.
  watch(openId, (id) => (kept.value = id));
  onScopeDispose(() => clearTimeout(pause));

  function more(): void {
    if (busy.value || view.value !== 'all') return;
    const page = nextFound.value;
    if (needle.value === '') void run(conversations.loadMore);
    else if (page !== null) void run(() => find(needle.value, page));
  }

  return { term, needle, view, belongs, shown, busy, best, more };
}
