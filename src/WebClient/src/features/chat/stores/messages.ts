import { defineStore } from 'pinia';
import { reactive, shallowReactive } from 'vue';

import type { Conversation } from '@/api/types';
import type { LogView, Realtime } from '@/realtime';

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

/** The messages of the conversations that were opened on this page. */
export const useMessages = defineStore('messages', () => {
  const logs = shallowReactive(new Map<number, LogView>());
  const failures = reactive(new Map<number, string>());
  const loadingOlder = reactive(new Set<number>());
  let realtime: Realtime | null = null;

  function attach(live: Realtime): void {
    realtime = live;
    live.events.on('log', (view) => logs.set(view.conversationId, view));
  }

  async function open(entry: Conversation): Promise<void> {
    failures.delete(entry.id);
    try {
      // Everything unread is on the first page, as far as a page can hold it, so that reading can start at its first.
      await realtime?.open(entry.id, entry.revision, Math.min(MAX_PAGE_SIZE, PAGE_SIZE + entry.unread_count));
    } catch (error) {
      failures.set(entry.id, error instanceof Error ? error.message : String(error));
    }
  }

  async function loadOlder(conversationId: number): Promise<void> {
    if (loadingOlder.has(conversationId)) return;
    loadingOlder.add(conversationId);
    try {
      await realtime?.loadOlder(conversationId, PAGE_SIZE);
    } finally {
      loadingOlder.delete(conversationId);
    }
  }

  function clear(): void {
    logs.clear();
    failures.clear();
    loadingOlder.clear();
    realtime = null;
  }

  return { logs, failures, loadingOlder, attach, open, loadOlder, clear };
});
