import { onScopeDispose, ref } from 'vue';

import { api } from '@/api/client';
import type { Message } from '@/api/types';

import { useLive } from '../live';
import { SHARED_KINDS, type SharedKind } from './sharedFiles';

/** How many pictures and documents a conversation holds; zero while that is not known. */
export function useSharedCounts(conversationId: number) {
  const live = useLive();
  const counts = ref<Record<SharedKind, number>>({ image: 0, file: 0 });

  async function count(kind: SharedKind): Promise<void> {
    const { count: total } = await api.searchMessages({ conversation_id: conversationId, type: kind, page_size: 1 });
    counts.value[kind] = total;
  }

  const refresh = () => SHARED_KINDS.forEach((kind) => count(kind).catch(() => undefined));
  const take = (message: Message) => {
    const isGone = message.recalled_at !== null || message.removed_at !== null;
    if (message.conversation_id === conversationId && (isGone || SHARED_KINDS.some((kind) => kind === message.type))) refresh();
  };
  const leave = (['MessageReceived', 'MessageUpdated'] as const).map((event) => live.realtime?.events.on(event, take));
  onScopeDispose(() => leave.forEach((off) => off?.()));
  refresh();
  return counts;
}
