import { shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Message } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { otherSide } from '../model/conversations';
import { useConversations } from '../stores/conversations';
import { useOutbox } from '../stores/outbox';
import { useUploads } from '../stores/uploads';

/**
 * Sends a message on to somebody else, as one's own. A file goes into one message of who uploaded it, so that it is fetched and
 * uploaded anew; it waits and fails in the other conversation as every file does.
 */
export function useForwarding(me: string) {
  const { t } = useI18n();
  const conversations = useConversations();
  const outbox = useOutbox();
  const uploads = useUploads();
  const notices = useNotices();
  /** What is about to be sent on. */
  const forwarding = shallowRef<Message | null>(null);

  async function forwardTo(userId: string): Promise<void> {
    const message = forwarding.value;
    forwarding.value = null;
    if (!message) return;
    try {
      const entry = await conversations.openWith(userId);
      const { attachment, content } = message;
      if (attachment) {
        const added = uploads.add(entry.id, [await fileOf(attachment.url, attachment.name)], attachment.duration_ms);
        uploads.send(added.map(({ id }) => id), null);
      }
      if (content) outbox.post(entry.id, content, null);
      notices.info(t('chat.forwarded', { name: otherSide(entry, me)?.username ?? '' }));
    } catch (error) {
      notices.problem(t('chat.forwardFailed', { reason: (error as Error).message }));
    }
  }

  async function fileOf(url: string, name: string): Promise<File> {
    const response = await fetch(url).catch(() => null);
    if (!response?.ok) throw new Error(t('chat.fileGone'));
    const content = await response.blob();
    return new File([content], name, { type: content.type });
  }

  return { forwarding, forwardTo };
}
