import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue';

import { api } from '@/api/client';
import { isServerAway } from '@/api/problem';
import type { Conversation, Head, Preferences } from '@/api/types';
import { byActivity, createLiveIndex, isAsked, isAtHand, usePeople } from '@/conversation';
import { useSession } from '@/features/auth';
import { now } from '@/i18n/useTimeText';
import type { Realtime } from '@/realtime';

import { forgetList, keepList, keptList } from './keptList';

const PAGE_SIZE = 50;
const FULL_PAGE_SIZE = 100;
/** So much of the list is read again after a break; what lies below is read again when somebody scrolls there. */
const PAGES_AFTER_BREAK = 4;

/** The list: what is known of each conversation, kept live by pushes and right by heads. */
export const useConversations = defineStore('conversations', () => {
  const people = usePeople();
  const entries = shallowReactive(new Map<number, Conversation>());
  /** Unread counts of conversations whose entry has not been loaded yet. */
  const farUnread = reactive(new Map<number, number>());
  const count = ref(0);
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const loadingMore = ref(false);
  /** The last row down to which the list is known without holes; null when there is no such limit. */
  const frontier = shallowRef<Conversation | null>(null);
  const hasMore = ref(false);
  /** Counts what somebody did to conversations from the list, which is to show it at once. */
  const acts = ref(0);
  const fetching = new Map<number, Promise<Conversation>>();
  let me = '';

  const index = createLiveIndex({
    entries,
    farUnread,
    learn: people.learn,
    doubt: refetch,
    added: () => state.value === 'ready' && (count.value = Math.max(count.value, entries.size)),
  });
  const { ingest, takeRead } = index;

  const sorted = computed(index.sorted);
  /** Neither done with nor put off. */
  const atHand = computed(() => sorted.value.filter((entry) => isAtHand(entry, now.value)));
  /** What a reader who scrolls sees: rows further down that came by a search or a push wait for those between. */
  const listed = computed(() => {
    const end = frontier.value;
    return end ? atHand.value.filter((entry) => byActivity(entry, end) <= 0) : atHand.value;
  });
  const totalUnread = computed(index.totalUnread);

  function attach(realtime: Realtime, userId: string): void {
    me = userId;
    index.attach(realtime, userId);
    realtime.events.on('heads', ({ heads, all }) => void takeHeads(heads, all));
  }

  const remember = () => me && state.value === 'ready' && keepList(me, sorted.value);
  window.addEventListener('pagehide', remember);
  document.addEventListener('visibilitychange', remember);

  async function takeHeads(heads: readonly Head[], all: boolean): Promise<void> {
    index.takeHeads(heads);
    if (!all) return heads.forEach((head) => index.isBehind(head) && refetch(head.conversation_id));
    count.value = Math.max(count.value, heads.length);
    if (state.value !== 'ready') return;
    // After a break much may have moved, others' cursors too, which no head tells: the newest pages have most of it.
    await reloadPages().catch(() => undefined);
    for (const head of heads) if (entries.has(head.conversation_id) && index.isBehind(head)) refetch(head.conversation_id);
    await loadFarAway().catch(() => undefined);
  }

  /** What is known of a conversation is asked for again; nobody waits for the answer. */
  function refetch(id: number): void {
    fetch(id).catch(() => undefined);
  }

  function fetch(id: number): Promise<Conversation> {
    const running = fetching.get(id);
    if (running) return running;
    const call = api
      .conversation(id)
      .then(ingest)
      .finally(() => fetching.delete(id));
    fetching.set(id, call);
    return call;
  }

  async function loadPage(page: number): Promise<void> {
    const { count: total, results } = await api.conversations({ page, page_size: PAGE_SIZE });
    results.forEach(ingest);
    count.value = total;
    hasMore.value = page * PAGE_SIZE < total;
    const last = results.at(-1);
    if (!hasMore.value || !last) frontier.value = null;
    else if (!frontier.value || byActivity(frontier.value, last) < 0) frontier.value = last;
  }

  async function reloadPages(): Promise<void> {
    const pages = Math.min(PAGES_AFTER_BREAK, Math.max(1, Math.ceil(listed.value.length / PAGE_SIZE)));
    await loadPage(1);
    frontier.value = hasMore.value ? (listed.value[PAGE_SIZE - 1] ?? null) : null;
    for (let page = 2; page <= pages && hasMore.value; page += 1) await loadPage(page);
  }

  async function load(): Promise<void> {
    if (state.value !== 'ready') state.value = 'loading';
    try {
      await reloadPages();
      state.value = 'ready';
    } catch (error) {
      if (state.value !== 'ready') {
        state.value = 'failed';
        // What this tab last saw, until the server can be reached again.
        if (isServerAway(error) && entries.size === 0) keptList(me).forEach(ingest);
      }
      throw error;
    }
    await loadFarAway().catch(() => undefined);
  }

  /** What calls for its reader from below the pages that are loaded. */
  async function loadFarAway(): Promise<void> {
    if (hasMore.value && isAsked(useSession().user?.role ?? 'buyer')) await loadWaiting();
    await loadMissingUnread();
  }

  /** Rows move between pages while one reads them, so the next page is the one that holds the first row not listed yet. */
  async function loadMore(): Promise<void> {
    if (loadingMore.value || !hasMore.value) return;
    loadingMore.value = true;
    try {
      const known = listed.value.length;
      await loadPage(Math.floor(known / PAGE_SIZE) + 1);
      if (hasMore.value && listed.value.length === known) await loadPage(Math.floor(known / PAGE_SIZE) + 2);
    } finally {
      loadingMore.value = false;
    }
  }

  /** Heads tell how much is unread far down, but not whether it is muted. */
  async function loadMissingUnread(): Promise<void> {
    for (const [id, unread] of farUnread) if (unread > 0 && !entries.has(id)) return loadUnread();
  }

  /** Everything with something unread, or marked so. */
  const loadUnread = () => loadAll({ unread: true });
  /** Everything in which somebody waits for an answer. */
  const loadWaiting = () => loadAll({ waiting: true });
  /** What left the list, for good or until later. */
  const loadDone = () => loadAll({ done: true });
  const loadSnoozed = () => loadAll({ snoozed: true });

  async function loadAll(query: { unread?: true; waiting?: true; done?: true; snoozed?: true }): Promise<void> {
    for (let page = 1, more = true; more; page += 1) {
      const { count: total, results } = await api.conversations({ ...query, page, page_size: FULL_PAGE_SIZE });
      results.forEach(ingest);
      more = page * FULL_PAGE_SIZE < total && results.length > 0;
    }
  }

  /** Whether there are more pages of what was found. */
  async function search(term: string, page = 1): Promise<boolean> {
    const find = (aside: { done?: true; snoozed?: true } = {}) => api.conversations({ search: term, ...aside, page, page_size: PAGE_SIZE });
    // Whoever looks for somebody by name finds them also where they were put aside.
    const found = await Promise.all([find(), find({ done: true }), find({ snoozed: true })]);
    for (const { results } of found) results.forEach(ingest);
    return found.some(({ count: total }) => page * PAGE_SIZE < total);
  }

  async function setPreferences(id: number, preferences: Preferences): Promise<void> {
    ingest(await api.setPreferences(id, preferences));
  }

  /** Reads these to their end, or all. */
  async function readAll(ids: readonly number[] | null): Promise<void> {
    await api.readConversations(ids === null ? { all: true } : { conversation_ids: [...ids] });
    index.readToEnd(ids);
  }

  async function openWith(userId: string): Promise<Conversation> {
    return ingest(await api.createConversation(userId));
  }

  function clear(): void {
    index.clear();
    count.value = 0;
    state.value = 'idle';
    frontier.value = null;
    hasMore.value = false;
  }

  /** Nothing of it is shown or kept any longer, nor what comes until the page is loaded anew. */
  function forget(): void {
    clear();
    forgetList(me);
    me = '';
  }

  return {
    entries,
    sorted,
    atHand,
    listed,
    count,
    state,
    hasMore,
    loadingMore,
    totalUnread,
    acts,
    attach,
    ingest,
    takeRead,
    fetch,
    refetch,
    load,
    loadMore,
    loadUnread,
    loadWaiting,
    loadDone,
    loadSnoozed,
    search,
    setPreferences,
    readAll,
    openWith,
    clear,
    forget,
  };
});
