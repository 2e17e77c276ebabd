import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';

import { api } from '@/api/client';
import type { Message } from '@/api/types';
import { useMessages } from '@/conversation';

import { useLive } from '../live';
import { NOTHING, present, withNews, withPage, type SharedKind } from './sharedFiles';

const PAGE_SIZE = 48;

/** The pictures or the documents of one conversation, kept true while they are looked at. */
export function useSharedFiles(conversationId: number, kind: SharedKind) {
  const live = useLive();
  const messages = useMessages();
  const shared = shallowRef(NOTHING);
  const state = ref<'idle' | 'loading' | 'ready' | 'failed'>('idle');
  /** What is told while pages are on their way, which may be older. */
  let early: Message[] = [];
  let asked = 0;
  let wanted = { from: 1, to: 1 };

  const items = computed(() => present(shared.value));
  const hasMore = computed(() => shared.value.rows.length < shared.value.count);

  /** Pages `from` to `to`. From the first on all is told anew, because what was known may lie behind a gap. */
  async function load(from: number, to: number): Promise<void> {
    const ticket = (asked += 1);
    wanted = { from, to };
    state.value = 'loading';
    let loaded = from === 1 ? NOTHING : shared.value;
    try {
      for (let page = from; page <= to; page += 1) {
        const { results, count } = await api.searchMessages({ conversation_id: conversationId, type: kind, page, page_size: PAGE_SIZE });
        if (ticket !== asked) return;
        loaded = withPage(loaded, results, count);
      }
      shared.value = withNews(loaded, early, kind);
      early = [];
      state.value = 'ready';
    } catch {
      if (ticket === asked) state.value = 'failed';
    }
  }

  const loadedPages = () => Math.floor(shared.value.rows.length / PAGE_SIZE);
  const more = () => load(loadedPages() + 1, loadedPages() + 1);

  function take(news: readonly Message[]): void {
    if (state.value === 'loading') early.push(...news);
    if (shared.value !== NOTHING) shared.value = withNews(shared.value, news, kind);
  }

  // The log has what one did oneself and what a break held back; the pushes also tell of what is out of its view.
  watch(
    () => messages.logs.get(conversationId),
    (log) => log && take(log.latest ? [...log.messages, log.latest] : log.messages),
  );
  const takePush = (message: Message) => message.conversation_id === conversationId && take([message]);
  const leave = (['MessageReceived', 'MessageUpdated'] as const).map((event) => live.realtime?.events.on(event, takePush));
  onScopeDispose(() => leave.forEach((off) => off?.()));
  // Nobody pushes during a break. What one has paged through stays in view.
  watch(
    () => live.isConnected,
    (is) => is && state.value !== 'idle' && void load(1, Math.max(1, Math.ceil(shared.value.rows.length / PAGE_SIZE))),
  );

  return { items, hasMore, state, more, retry: () => load(wanted.from, wanted.to), open: () => state.value === 'idle' && void load(1, 1) };
}
