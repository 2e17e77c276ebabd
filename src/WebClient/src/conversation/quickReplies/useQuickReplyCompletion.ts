import { computed, ref, watch } from 'vue';

import type { QuickReply } from '@/api/types';

import { matching, quickReplyQuery } from './quickReplies';
import { useQuickReplies } from './useQuickReplies';

/** What a `/` at the beginning of the message offers, and the keys that choose from it. */
export function useQuickReplyCompletion(text: () => string, choose: (content: string) => void) {
  const replies = useQuickReplies();
  const active = ref(0);
  const dismissed = ref(false);

  const query = computed(() => quickReplyQuery(text()));
  const options = computed(() => (query.value === null || dismissed.value ? [] : matching(replies.items, query.value)));

  watch(
    query,
    (now, before) => {
      active.value = 0;
      // Put away by Esc, it comes back with the next stroke.
      if (now === null) dismissed.value = false;
      else if (before === null || before === undefined) void replies.load();
    },
    { immediate: true },
  );

  function pick(reply: QuickReply): void {
    choose(reply.content);
  }

  /** True when the key was meant for the list. */
  function onKeydown(event: KeyboardEvent): boolean {
    const count = options.value.length;
    if (count === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) active.value = (active.value + step + count) % count;
    else if (event.key === 'Escape') dismissed.value = true;
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(options.value[active.value]!);
    else return false;
    event.preventDefault();
    return true;
  }

  return { options, active, pick, onKeydown };
}
