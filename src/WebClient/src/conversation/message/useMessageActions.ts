import { BookmarkPlus, Copy, Forward, MessageCircleX, Reply } from '@lucide/vue';
import { computed, inject, type Component, type ComputedRef, type InjectionKey } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Message } from '@/api/types';
import { canCopyPictures, copyPicture, copyText } from '@/platform/clipboard';
import { useNotices } from '@/ui/notices';

import { MAX_QUICK_REPLY_LENGTH } from '../quickReplies/quickReplies';
import { useRecallable } from '../recall/useRecallable';
import { useThreadActions, type MemberAct } from './useThread';

export interface MessageAction {
  name: MemberAct | 'copy' | 'copyPicture' | 'takeDown' | 'sender';
  icon: Component;
  act: () => unknown;
  /** It takes something away, and stands apart. */
  grave?: boolean;
}

/** What those who read along can do with a message besides; given by their page. */
export const READER_ACTIONS: InjectionKey<(message: Message) => MessageAction[]> = Symbol('reader actions');

/** What was made to be sent on: pictures, files and words. */
const FORWARDABLE = new Set(['text', 'image', 'file', 'voice']);

/** What can be done with a message now, in the order in which it is offered. */
export function useMessageActions(
  message: () => Message,
  reader: () => { mine: boolean; readonly: boolean },
): ComputedRef<MessageAction[]> {
  const { t } = useI18n();
  const notices = useNotices();
  const recallable = useRecallable(message);
  const thread = useThreadActions();
  const more = inject(READER_ACTIONS, null);

  async function say(copying: Promise<boolean>): Promise<void> {
    if (await copying) notices.info(t('chat.copied'));
    else notices.problem(t('chat.copyFailed'));
  }

  return computed(() => {
    const { mine, readonly } = reader();
    const { type, content, attachment } = message();
    const actions: MessageAction[] = [];
    const ask = (name: MemberAct, icon: Component, grave = false) =>
      actions.push({ name, icon, grave, act: () => thread?.[name](message()) });
    if (!readonly) ask('reply', Reply);
    if (content) actions.push({ name: 'copy', icon: Copy, act: () => say(copyText(content)) });
    else if (type === 'image' && attachment && canCopyPictures())
      actions.push({ name: 'copyPicture', icon: Copy, act: () => say(copyPicture(attachment.url)) });
    if (!readonly && FORWARDABLE.has(type)) ask('forward', Forward);
    if (!readonly && mine && type === 'text' && content.length <= MAX_QUICK_REPLY_LENGTH) ask('keep', BookmarkPlus);
    if (!readonly && mine && recallable.value) ask('recall', MessageCircleX, true);
    return more ? [...actions, ...more(message())] : actions;
  });
}
