import { defineStore } from 'pinia';
import { watch } from 'vue';

import { useQuickReplies } from './quickReplies';

interface Draft {
  content: string;
  code: string;
  group: string;
}

/** What was typed into the form of a quick reply and is not saved, by the reply that is changed: kept while the form is away. */
export const useQuickReplyDrafts = defineStore('quickReplyDrafts', () => {
  const replies = useQuickReplies();
  const drafts = new Map<number | 'new', Draft>();
  // Whoever signs out leaves nothing behind.
  watch(() => replies.state, (state) => state === 'idle' && drafts.clear(), { flush: 'sync' });

  return { drafts };
});
