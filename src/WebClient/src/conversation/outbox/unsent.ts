import { defineStore } from 'pinia';
import { computed } from 'vue';

import { useUploads } from '../attachments/uploads';
import { useOutbox } from './outbox';

/** One thing that did not go out, as its row names it. */
interface Unsent {
  conversationId: number;
  text: string;
  failed: boolean;
}

/** What somebody sent that has not gone out: refused, or waiting for the network for longer than a breath. Files count like texts. */
export const useUnsent = defineStore('unsent', () => {
  const outbox = useOutbox();
  const uploads = useUploads();

  const items = computed((): Unsent[] => [
    ...outbox.items
      .filter((item) => item.state === 'failed' || item.attempts > 0 || !outbox.isConnected)
      .map((item) => ({
        conversationId: item.conversation_id,
        text: item.content || item.attachment?.name || '',
        failed: item.state === 'failed',
      })),
    ...uploads.items
      .filter((item) => item.is_wanted && item.state === 'failed')
      .map((item) => ({ conversationId: item.conversation_id, text: item.name, failed: true })),
  ]);
  /** The first of each conversation; one that failed comes before those that wait. */
  const byConversation = computed(() => {
    const found = new Map<number, Unsent>();
    for (const item of items.value) {
      const known = found.get(item.conversationId);
      if (!known || (item.failed && !known.failed)) found.set(item.conversationId, item);
    }
    return found;
  });

  return {
    byConversation,
    failedBeside: (openId: number | null) => items.value.filter((item) => item.failed && item.conversationId !== openId),
  };
});
