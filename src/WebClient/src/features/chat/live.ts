import { defineStore } from 'pinia';

import { useDrafts, useMessages, useOutbox, usePeople, useQuickReplies, useUploads } from '@/conversation';
import { useSession } from '@/features/auth';
import { currentLocale } from '@/i18n';
import { useConnection } from '@/realtime';

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
  const { realtime, state, isConnected, connect, disconnect, retryNow } = useConnection(session, currentLocale);

  function start(me: string): void {
    stop();
    connect({ me }, (live) => {
      conversations.attach(live, me);
      messages.attach(live, me);
      people.attach(live, me);
      outbox.attach(live, me, conversations.refetch);
      drafts.attach(me, live);
      quickReplies.attach(me);
      uploads.attach(me);
      live.events.on('restored', () => {
        conversations.forget();
        messages.forgetTakenBack();
        drafts.forgetQuotes();
      });
    });
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

  function stop(): void {
    disconnect();
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
    retryNow,
  };
});
