import { Copy, Reply, Undo2 } from '@lucide/vue';
import { computed, type Component, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Message } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { copyText } from '../model/clipboard';
import { useRecallable } from './useRecallable';

export interface MessageAction {
  name: 'reply' | 'copy' | 'recall';
  icon: Component;
  act: () => unknown;
}

/** What can be done with a message now, in the order in which it is offered. */
export function useMessageActions(
  message: () => Message,
  reader: () => { mine: boolean; readonly: boolean },
  emit: (event: 'reply' | 'recall') => void,
): ComputedRef<MessageAction[]> {
  const { t } = useI18n();
  const notices = useNotices();
  const recallable = useRecallable(message);

  async function copy(): Promise<void> {
    if (await copyText(message().content)) notices.info(t('chat.copied'));
    else notices.problem(t('chat.copyFailed'));
  }

  return computed(() => {
    const { mine, readonly } = reader();
    const actions: MessageAction[] = [];
    if (!readonly) actions.push({ name: 'reply', icon: Reply, act: () => emit('reply') });
    if (message().content) actions.push({ name: 'copy', icon: Copy, act: copy });
    if (!readonly && mine && recallable.value) actions.push({ name: 'recall', icon: Undo2, act: () => emit('recall') });
    return actions;
  });
}
