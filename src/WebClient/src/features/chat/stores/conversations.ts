import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowReactive } from 'vue';

import { api } from '@/api/client';
import type { Conversation, Head, Message, ReadUpdated } from '@/api/types';
import type { Realtime } from '@/realtime';

import { byActivity, isGone, mergeConversation, withMessage, withRead } from '../model/conversations';
import { usePeople } from './people';

const PAGE_SIZE = 50;

/** The list: what is known of each conversation, kept live by pushes and right by heads. */
export const useConversations = defineStore('conversations', () => {
  const people = usePeople();
  const entries = shallowReactive(new Map<number, Conversation>());
  /** Unread counts of conversations whose entry has not been loaded yet. */
  const farUnread = reactive(new Map<number, number>());
  const count = ref(0);
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const loadingMore = ref(false);
  const fetching = new Map<number, Promise<Conversation>>();
  let nextPage = 1;
  let me = '';

  const sorted = computed(() => [...entries.values()].sort(byActivity));
  const hasMore = computed(() => entries.size < count.value);
  const totalUnread = computed(() => {
    let total = 0;
    for (const entry of entries.values()) total += entry.unread_count;
    for (const [id, unread] of farUnread) if (!entries.has(id)) total += unread;
    return total;
  });

  function attach(realtime: Realtime, userId: string): void {
    me = userId;
    realtime.events.on('MessageReceived', takeMessage);
    realtime.events.on('MessageUpdated', takeMessage);
    realtime.events.on('ConversationUpdated', (conversation) => void ingest(conversation));
    realtime.events.on('ReadUpdated', takeRead);
    realtime.events.on('heads', ({ heads, all }) => void takeHeads(heads, all));
  }

  function ingest(conversation: Conversation): Conversation {
    const known = entries.get(conversation.id);
    const merged = mergeConversation(known, conversation, me);
    entries.set(conversation.id, merged);
    if (!known && state.value === 'ready') count.value = Math.max(count.value, entries.size);
    people.learn(conversation.participants.map((participant) => participant.user));
    return merged;
  }

  function takeMessage(message: Message): void {
    const entry = entries.get(message.conversation_id);
    if (!entry) {
      refetch(message.conversation_id);
      return;
    }
    entries.set(entry.id, withMessage(entry, message, me));
    // Counters can't be told from a push that skipped others, nor from the recall of a message that is not shown here.
    const skipped = message.revision > entry.revision + 1;
    const hiddenRecall = isGone(message) && message.id !== entry.last_message?.id;
    if (skipped || hiddenRecall) refetch(entry.id);
  }

  function takeRead(read: ReadUpdated): void {
    const entry = entries.get(read.conversation_id);
    if (entry) entries.set(entry.id, withRead(entry, read, me));
  }

  async function takeHeads(heads: readonly Head[], all: boolean): Promise<void> {
    for (const head of heads) {
      farUnread.set(head.conversation_id, head.unread_count);
      const entry = entries.get(head.conversation_id);
      if (entry && entry.revision === head.revision)
        entries.set(entry.id, withRead(entry, { user_id: me, ...head }, me));
    }
    if (!all) return heads.forEach((head) => isBehind(head) && refetch(head.conversation_id));
    count.value = Math.max(count.value, heads.length);
    if (state.value !== 'ready') return;
    // After a break much may have moved, others' cursors too, which no head tells: one page of the newest has most of it.
    await loadPage(1).catch(() => undefined);
    for (const head of heads)
      if (entries.has(head.conversation_id) && isBehind(head)) refetch(head.conversation_id);
  }

  function isBehind(head: Head): boolean {
    return (entries.get(head.conversation_id)?.revision ?? -1) < head.revision;
  }

  function refetch(id: number): void {
    fetch(id).catch(() => undefined);
  }

  function fetch(id: number): Promise<Conversation> {
    const running = fetching.get(id);
    if (running) return running;
    const call = api.conversation(id).then(ingest).finally(() => fetching.delete(id));
    fetching.set(id, call);
    return call;
  }

  async function loadPage(page: number): Promise<number> {
    const { count: total, results } = await api.conversations({ page, page_size: PAGE_SIZE });
    results.forEach(ingest);
    count.value = total;
    return results.length;
  }

  async function load(): Promise<void> {
    if (state.value !== 'ready') state.value = 'loading';
    try {
      await loadPage(1);
      nextPage = 2;
      state.value = 'ready';
    } catch (error) {
      if (state.value !== 'ready') state.value = 'failed';
      throw error;
    }
  }

  async function loadMore(): Promise<void> {
    if (loadingMore.value || !hasMore.value) return;
    loadingMore.value = true;
    try {
      // Rows move between pages while one reads them; past the end it starts over and finds what slipped through.
      nextPage = (await loadPage(nextPage)) < PAGE_SIZE ? 1 : nextPage + 1;
    } finally {
      loadingMore.value = false;
    }
  }

  async function search(term: string): Promise<void> {
    const { results } = await api.conversations({ search: term, page_size: PAGE_SIZE });
    results.forEach(ingest);
  }

  async function openWith(userId: string): Promise<Conversation> {
    return ingest(await api.createConversation(userId));
  }

  function clear(): void {
    entries.clear();
    farUnread.clear();
    count.value = 0;
    state.value = 'idle';
    nextPage = 1;
  }

  return {
    entries, sorted, count, state, hasMore, loadingMore, totalUnread,
    attach, ingest, takeRead, fetch, load, loadMore, search, openWith, clear,
  };
});
