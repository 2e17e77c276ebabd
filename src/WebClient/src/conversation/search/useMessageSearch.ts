import { computed, inject, onScopeDispose, provide, ref, shallowRef, watch, type InjectionKey, type Ref } from 'vue';

import { api } from '@/api/client';
import type { Message } from '@/api/types';

import { stepped } from './search';

const PATIENCE_MS = 250;
const PAGE_SIZE = 50;
const MAX_LENGTH = 100;
const TERM: InjectionKey<Readonly<Ref<string>>> = Symbol('what the open search looks for');

/** What is to be marked in the messages; empty where nobody searches. */
export function useSearchTerm(): Readonly<Ref<string>> {
  return inject(TERM, ref(''));
}

/**
 * The search inside one conversation. Hits come newest first; `hit` is called for the one to be shown.
 */
export function useMessageSearch(conversationId: number, hit: (message: Message) => void) {
  const isOpen = ref(false);
  const text = ref('');
  /** What the hits were found by. */
  const term = ref('');
  const hits = shallowRef<Message[]>([]);
  const count = ref(0);
  const index = ref(-1);
  const failure = ref('');
  const isBusy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  const current = computed(() => hits.value[index.value] ?? null);
  provide(
    TERM,
    computed(() => (isOpen.value ? term.value : '')),
  );

  watch(text, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PATIENCE_MS);
  });

  async function search(): Promise<void> {
    clearTimeout(timer);
    const wanted = text.value.trim();
    if (wanted === term.value) return;
    term.value = '';
    hits.value = [];
    count.value = 0;
    index.value = -1;
    if (wanted === '' || !(await load(wanted, 1))) return;
    term.value = wanted;
    go(0);
  }

  /** False when it failed, or something else is wanted meanwhile. */
  async function load(wanted: string, page: number): Promise<boolean> {
    const ticket = (asked += 1);
    failure.value = '';
    isBusy.value = true;
    try {
      const found = await api.searchMessages({ conversation_id: conversationId, search: wanted, page, page_size: PAGE_SIZE });
      if (ticket !== asked) return false;
      const known = new Set(page === 1 ? [] : hits.value.map(({ id }) => id));
      // What is written meanwhile moves the pages.
      hits.value = [...(page === 1 ? [] : hits.value), ...found.results.filter(({ id }) => !known.has(id))];
      count.value = Math.max(found.count, hits.value.length);
      return true;
    } catch (error) {
      if (ticket === asked) failure.value = (error as Error).message;
      return false;
    } finally {
      if (ticket === asked) isBusy.value = false;
    }
  }

  function go(to: number): void {
    if (!hits.value[to]) return;
    index.value = to;
    hit(hits.value[to]);
  }

  async function step(by: 1 | -1): Promise<void> {
    if (text.value.trim() !== term.value) return search();
    const to = stepped(index.value, by, count.value);
    if (to >= hits.value.length && to === index.value + 1) await load(term.value, Math.floor(hits.value.length / PAGE_SIZE) + 1);
    go(Math.min(to, hits.value.length - 1));
  }

  function close(): void {
    isOpen.value = false;
    text.value = '';
    term.value = '';
    hits.value = [];
    count.value = 0;
    index.value = -1;
    failure.value = '';
    asked += 1;
    isBusy.value = false;
  }

  onScopeDispose(() => clearTimeout(timer));
  return {
    isOpen,
    text,
    term,
    count,
    index,
    current,
    failure,
    isBusy,
    close,
    maxLength: MAX_LENGTH,
    older: () => step(1),
    newer: () => step(-1),
    open: () => (isOpen.value = true),
  };
}
