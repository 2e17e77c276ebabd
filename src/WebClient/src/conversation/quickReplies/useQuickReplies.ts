import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

import { api } from '@/api/client';
import type { QuickReply, QuickReplyText } from '@/api/types';

import { groupsOf, MAX_QUICK_REPLIES, movedInGroup } from './quickReplies';

/** What was typed into the form of a quick reply and is not saved. */
interface Draft {
  content: string;
  code: string;
  group: string;
}

/** One's own ready sentences, in their order; loaded when first asked for. */
export const useQuickReplies = defineStore('quickReplies', () => {
  const items = ref<QuickReply[]>([]);
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const groups = computed(() => groupsOf(items.value));
  const isFull = computed(() => items.value.length >= MAX_QUICK_REPLIES);
  /** By the reply that is changed: kept while its form is away. */
  const drafts = new Map<number | 'new', Draft>();
  /** Tells the other tabs of this person that something has changed. */
  let tabs: BroadcastChannel | null = null;
  let era = 0;
  let moves = 0;
  /** The server takes one order after the other, as they were made. */
  let ordering: Promise<unknown> = Promise.resolve();

  function attach(me: string): void {
    tabs?.close();
    tabs = new BroadcastChannel(`livechat.quickReplies.${me}`);
    tabs.onmessage = () => void reload();
  }

  /** What is not loaded yet is fresh when it is. */
  async function reload(): Promise<void> {
    if (state.value !== 'ready') return;
    const asked = [era, moves];
    const { results } = await api.quickReplies().catch(() => ({ results: null }));
    if (results && asked[0] === era && asked[1] === moves) items.value = results;
  }

  async function load(): Promise<void> {
    if (state.value === 'loading' || state.value === 'ready') return;
    const asked = era;
    state.value = 'loading';
    try {
      const { results } = await api.quickReplies();
      if (asked !== era) return;
      items.value = results;
      state.value = 'ready';
    } catch {
      if (asked === era) state.value = 'failed';
    }
  }

  async function add(text: QuickReplyText): Promise<void> {
    const added = await api.addQuickReply(text);
    if (state.value === 'ready') items.value.push(added);
    tabs?.postMessage(null);
  }

  async function change(id: number, text: QuickReplyText): Promise<void> {
    const changed = await api.changeQuickReply(id, text);
    items.value = items.value.map((item) => (item.id === id ? changed : item));
    tabs?.postMessage(null);
  }

  async function remove(id: number): Promise<void> {
    await api.deleteQuickReply(id);
    items.value = items.value.filter((item) => item.id !== id);
    tabs?.postMessage(null);
  }

  /** Within its group, positions from 0. Seen at once; when the server does not take it, it goes back. */
  async function move(group: string | null, from: number, to: number): Promise<void> {
    const before = items.value;
    const mine = (moves += 1);
    items.value = movedInGroup(before, group, from, to);
    const ids = items.value.map(({ id }) => id);
    const order = ordering.then(() => api.orderQuickReplies(ids));
    ordering = order.catch(() => undefined);
    // An answer to what has been moved again since says nothing any more.
    const settle = (now: QuickReply[]) => void (mine === moves && (items.value = now));
    try {
      settle((await order).results);
      tabs?.postMessage(null);
    } catch (error) {
      settle(before);
      throw error;
    }
  }

  function clear(): void {
    tabs?.close();
    tabs = null;
    era += 1;
    moves += 1;
    items.value = [];
    state.value = 'idle';
    drafts.clear();
  }

  return { items, groups, state, isFull, drafts, attach, load, add, change, remove, move, clear };
});
