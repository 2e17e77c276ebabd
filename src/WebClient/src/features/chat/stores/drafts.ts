import { defineStore } from 'pinia';
import { reactive } from 'vue';

import { keep } from '@/app/browserStorage';

const PREFIX = 'livechat.draft.';

/** Unsent text of each conversation, kept through reloads. */
export const useDrafts = defineStore('drafts', () => {
  const drafts = reactive(new Map<number, string>());
  let prefix = '';

  function attach(userId: string): void {
    prefix = `${PREFIX}${userId}:`;
    drafts.clear();
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key?.startsWith(prefix)) drafts.set(Number(key.slice(prefix.length)), localStorage.getItem(key) ?? '');
    }
  }

  function get(conversationId: number): string {
    return drafts.get(conversationId) ?? '';
  }

  function set(conversationId: number, text: string): void {
    if (text.trim() === '') {
      drafts.delete(conversationId);
      localStorage.removeItem(prefix + conversationId);
      return;
    }
    drafts.set(conversationId, text);
    keep(localStorage, prefix + conversationId, text);
  }

  return { attach, get, set };
});
