import { watch } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Message } from '@/api/types';
import { isGone, otherSide, useMessages, useOutbox, useUploads } from '@/conversation';
import { useNotices } from '@/ui/notices';

import { useConversations } from '../list/conversations';

/**
 * Sends a message on to somebody else, as one's own. A file goes into one message of who uploaded it, so that it is fetched and
 * uploaded anew; it waits and fails in the other conversation as every file does.
 */
export function useForwarding(message: Message, me: string, close: () => void) {
  const { t } = useI18n();
  const conversations = useConversations();
  const messages = useMessages();
  const outbox = useOutbox();
  const uploads = useUploads();
  const notices = useNotices();

  /** What became of the message meanwhile; empty while it can be read. */
  function goneAs(): string {
    const now = messages.logs.get(message.conversation_id)?.messages.find(({ id }) => id === message.id) ?? message;
    return isGone(now) ? t(now.recalled_at ? 'preview.recalled' : 'preview.removed') : '';
  }

  const refuse = (reason: string) => notices.problem(t('chat.forwardFailed', { reason }));

  // A message that is gone can't be forwarded: the dialog closes.
  watch(
    goneAs,
    (reason) => {
      if (!reason) return;
      close();
      refuse(reason);
    },
    { immediate: true },
  );

  async function forwardTo(userId: string): Promise<void> {
    close();
    try {
      const entry = await conversations.openWith(userId);
      const { attachment, content } = message;
      const file = attachment && (await fileOf(attachment.url, attachment.name));
      // What was taken back on the way is not sent on.
      const reason = goneAs();
      if (reason) return refuse(reason);
      if (file) {
        const added = uploads.add(entry.id, [file], attachment.duration_ms);
        uploads.send(
          added.map(({ id }) => id),
          null,
        );
      }
      if (content) outbox.post(entry.id, content, null);
      notices.info(t('chat.forwarded', { name: otherSide(entry, me)?.username ?? '' }));
    } catch (error) {
      refuse((error as Error).message);
    }
  }

  async function fileOf(url: string, name: string): Promise<File> {
    const response = await fetch(url).catch(() => null);
    if (!response?.ok) throw new Error(t('chat.fileGone'));
    const content = await response.blob();
    return new File([content], name, { type: content.type });
  }

  return { forwardTo };
}
