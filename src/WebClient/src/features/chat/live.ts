import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';

import { api } from '@/api/client';
import { useDrafts, useMessages, useOutbox, usePeople, useQuickReplies, useUploads } from '@/conversation';
import { useSession } from '@/features/auth';
import { currentLocale } from '@/i18n';
import { createSignalRHub, Realtime, type ConnectionState } from '@/realtime';

import { useConversations } from './list/conversations';

/** The page's connection, and who listens to it. */
export const useLive = defineStore('live', () => {
  const session = useSession();
  const conversations = useConversations();
  const messages = useMessages();
  const people = usePeople();
  const outbox = useOutbox();
  const uploads = useUploads();
  const drafts = useDrafts();
  const quickReplies = useQuickReplies();
  const realtime = shallowRef<Realtime | null>(null);
  const state = shallowRef<ConnectionState>({ kind: 'connecting' });
  const isConnected = computed(() => state.value.kind === 'connected');

  function start(me: string): void {
    stop();
    const live = new Realtime({
      createHub: (transport) => createSignalRHub(currentLocale(), () => session.token() ?? '', transport),
      source: api,
      me,
      renew: session.renew,
      isOffline: () => !navigator.onLine,
    });
    live.events.on('state', (next) => (state.value = next));
    conversations.attach(live, me);
    messages.attach(live, me);
    people.attach(live, me);
    outbox.attach(live, me, conversations.refetch);
    drafts.attach(me, live);
    quickReplies.attach(me);
    uploads.attach(me);
    realtime.value = live;
    live.start();
  }

  /** The answer carries the new count; the same news comes to everybody else as a push. */
  async function markRead(conversationId: number, sequence: number): Promise<void> {
    const read = await realtime.value?.markRead(conversationId, sequence);
    if (read) conversations.takeRead({ conversation_id: conversationId, user_id: session.user?.id ?? '', ...read });
  }

  async function recall(messageId: number): Promise<void> {
    await realtime.value?.recall(messageId);
  }

  /** Worth trying, not worth a word when it fails. */
  function setTyping(conversationId: number, isTyping: boolean): void {
    realtime.value?.setTyping(conversationId, isTyping).catch(() => undefined);
  }

  watch(currentLocale, () => realtime.value?.reconnect());

  function stop(): void {
    void realtime.value?.stop();
    realtime.value = null;
    state.value = { kind: 'connecting' };
    conversations.clear();
    messages.clear();
    people.clear();
    outbox.clear();
    uploads.clear();
    quickReplies.clear();
  }

  return {
    realtime,
    state,
    isConnected,
    start,
    stop,
    markRead,
    recall,
    setTyping,
    retryNow: () => realtime.value?.retryNow(),
  };
});
