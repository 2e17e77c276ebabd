import { defineStore } from 'pinia';
import { reactive, shallowReactive } from 'vue';

import type { Conversation, Message } from '@/api/types';
import { keep } from '@/platform/browserStorage';
import type { LogView, Realtime } from '@/realtime';

import { ownCursor } from './conversations';

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;
/** Read messages shown above the first unread one, so that it is seen where it belongs. */
const CONTEXT = 10;
const TAKEN_BACK_KEY = 'livechat.takenBack.';
/** Of what was taken back, this much can still be edited. */
const MAX_TAKEN_BACK = 20;

/** What somebody wrote and took back. */
export type TakenBack = Pick<Message, 'id' | 'content' | 'reply_to'>;

/** The messages of the conversations that were opened on this page. */
export const useMessages = defineStore('messages', () => {
  const logs = shallowReactive(new Map<number, LogView>());
  const failures = reactive(new Map<number, string>());
  const loadingOlder = reactive(new Set<number>());
  const loadingNewer = reactive(new Set<number>());
  /** What one wrote and took back, by message id, for as long as this tab is open: it can be edited and sent again. */
  const takenBack = shallowReactive(new Map<number, TakenBack>());
  let realtime: Realtime | null = null;
  let me = '';

  /** `userId` is empty for an onlooker, who reads from the end. */
  function attach(live: Realtime, userId = ''): void {
    realtime = live;
    me = userId;
    for (const message of storedTakenBack()) takenBack.set(message.id, message);
    live.events.on('log', (view) => logs.set(view.conversationId, view));
  }

  /** Shows the end of the log with everything unread on it, or the first unread ones when they are more than a page holds. */
  async function open(entry: Conversation): Promise<void> {
    failures.delete(entry.id);
    const limit = PAGE_SIZE + entry.unread_count;
    const start = limit > MAX_PAGE_SIZE ? Math.max(0, ownCursor(entry, me) - CONTEXT) : undefined;
    try {
      await realtime?.open(entry.id, entry.revision, start === undefined ? limit : PAGE_SIZE, start);
    } catch (error) {
      failures.set(entry.id, error instanceof Error ? error.message : String(error));
    }
  }

  const loadOlder = (id: number) => once(loadingOlder, id, () => realtime?.loadOlder(id, PAGE_SIZE));
  const loadNewer = (id: number) => once(loadingNewer, id, () => realtime?.loadNewer(id, PAGE_SIZE));

  async function once(loading: Set<number>, id: number, load: () => Promise<void> | undefined): Promise<void> {
    if (loading.has(id)) return;
    loading.add(id);
    try {
      await load();
    } finally {
      loading.delete(id);
    }
  }

  /** Brings a message into view, however old. */
  async function showAround(conversationId: number, messageId: number): Promise<void> {
    await realtime?.showAround(conversationId, messageId, PAGE_SIZE);
  }

  /** Brings what follows a sequence into view, however old. */
  async function showAfter(conversationId: number, sequence: number): Promise<void> {
    await realtime?.showAfter(conversationId, sequence, PAGE_SIZE);
  }

  function showEnd(conversationId: number): void {
    realtime?.showEnd(conversationId);
  }

  function takeBack({ id, content, reply_to }: TakenBack): void {
    takenBack.set(id, { id, content, reply_to });
    for (const id of [...takenBack.keys()].slice(0, -MAX_TAKEN_BACK)) takenBack.delete(id);
    // Without the quotes: they are the words of others, who may take them back too.
    keep(
      sessionStorage,
      TAKEN_BACK_KEY + me,
      JSON.stringify([...takenBack.values()].map((kept): TakenBack => ({ ...kept, reply_to: null }))),
    );
  }

  function storedTakenBack(): TakenBack[] {
    return me ? (JSON.parse(sessionStorage.getItem(TAKEN_BACK_KEY + me) ?? '[]') as TakenBack[]) : [];
  }

  /** Whoever signs out leaves nothing in the tab that others no longer can read. */
  function forgetTakenBack(): void {
    takenBack.clear();
    sessionStorage.removeItem(TAKEN_BACK_KEY + me);
  }

  function clear(): void {
    logs.clear();
    failures.clear();
    loadingOlder.clear();
    loadingNewer.clear();
    takenBack.clear();
    realtime = null;
  }

  return {
    logs,
    failures,
    loadingOlder,
    takenBack,
    attach,
    takeBack,
    forgetTakenBack,
    open,
    loadOlder,
    loadNewer,
    showAround,
    showAfter,
    showEnd,
    clear,
  };
});
