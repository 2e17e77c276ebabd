import { defineStore } from 'pinia';
import { computed } from 'vue';

import type { Conversation } from '@/api/types';
import { byWait, useOutbox, waitsSince } from '@/conversation';
import { useSession } from '@/features/auth';

import { useConversations } from './conversations';

/** Who waits for an answer of this person, the longest first. Whoever has one on its way does not wait for another. */
export const useWaiting = defineStore('waiting', () => {
  const session = useSession();
  const conversations = useConversations();
  const outbox = useOutbox();
  const answered = computed(() => new Set(outbox.items.filter((item) => item.state === 'waiting').map((item) => item.conversation_id)));

  function isWaiting(entry: Conversation): boolean {
    return session.user !== null && waitsSince(entry, session.user.id) !== null && !answered.value.has(entry.id);
  }

  const queue = computed(() => conversations.atHand.filter(isWaiting).sort(byWait));
  const count = computed(() => queue.value.length);

  /** Who is next after the conversation that is open; null when nobody else waits. */
  function nextAfter(openId: number | null): Conversation | null {
    return queue.value.find((entry) => entry.id !== openId) ?? null;
  }

  return { queue, count, isWaiting, nextAfter };
});
