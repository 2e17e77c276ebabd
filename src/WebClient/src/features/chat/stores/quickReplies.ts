import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

import { api } from '@/api/client';
import type { QuickReply } from '@/api/types';

import { MAX_QUICK_REPLIES, moved } from '../model/quickReplies';

/** One's own ready sentences, in their order; loaded when first asked for. */
export const useQuickReplies = defineStore('quickReplies', () => {
  const items = ref<QuickReply[]>([]);
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  const isFull = computed(() => items.value.length >= MAX_QUICK_REPLIES);
  let era = 0;
  let moves = 0;
  /** The server takes one order after the other, as they were made. */
  let ordering: Promise<unknown> = Promise.resolve();

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

  async function add(content: string): Promise<void> {
    items.value.push(await api.addQuickReply(content));
  }

  async function change(id: number, content: string): Promise<void> {
    const changed = await api.changeQuickReply(id, content);
    items.value = items.value.map((item) => (item.id === id ? changed : item));
  }

  async function remove(id: number): Promise<void> {
    await api.deleteQuickReply(id);
    items.value = items.value.filter((item) => item.id !== id);
  }

  /** Seen at once; when the server does not take it, it goes back. */
  async function move(from: number, to: number): Promise<void> {
    const before = items.value;
    const mine = (moves += 1);
    items.value = moved(before, from, to);
    const ids = items.value.map(({ id }) => id);
    const order = ordering.then(() => api.orderQuickReplies(ids));
    ordering = order.catch(() => undefined);
    // An answer to what has been moved again since says nothing any more.
    const settle = (now: QuickReply[]) => void (mine === moves && (items.value = now));
    try {
      settle((await order).results);
    } catch (error) {
      settle(before);
      throw error;
    }
  }

  function clear(): void {
    era += 1;
    moves += 1;
    items.value = [];
    state.value = 'idle';
  }

  return { items, state, isFull, load, add, change, remove, move, clear };
});
