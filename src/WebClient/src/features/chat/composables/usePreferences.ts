import type { Conversation } from '@/api/types';
import { i18n } from '@/i18n';
import { useNotices } from '@/ui/notices';

import { isWaiting } from '../model/conversations';
import { useConversations } from '../stores/conversations';
import { useLive } from '../stores/live';

/** What one may do to a conversation from the list, one at a time or to several; a toggle turns around what it is now. */
export function usePreferences() {
  const { t } = i18n.global;
  const conversations = useConversations();
  const live = useLive();
  const notices = useNotices();

  async function say(work: Promise<unknown>): Promise<void> {
    await work.then(() => (conversations.acts += 1), (error: Error) => notices.problem(error.message));
  }

  async function markRead(entry: Conversation): Promise<void> {
    if (entry.unread_count > 0) await live.markRead(entry.id, entry.last_sequence);
    else await conversations.setPreferences(entry.id, { marked_unread: false });
  }

  /** One after the other: the server writes one at a time anyway. */
  async function each(ids: readonly number[], act: (id: number) => Promise<void>): Promise<void> {
    for (const id of ids) await act(id);
  }

  const snooze = (ids: readonly number[], until: Date) =>
    say(each(ids, (id) => conversations.setPreferences(id, { snoozed_until: until.toISOString() })));
  const wake = (id: number) => say(conversations.setPreferences(id, { snoozed_until: null }));
  const setDone = (ids: readonly number[], done: boolean) => say(each(ids, (id) => conversations.setPreferences(id, { done })));

  return {
    togglePinned: (entry: Conversation) => say(conversations.setPreferences(entry.id, { pinned: !entry.pinned })),
    toggleMuted: (entry: Conversation) => say(conversations.setPreferences(entry.id, { muted: !entry.muted })),
    toggleUnread: (entry: Conversation) =>
      say(isWaiting(entry) ? markRead(entry) : conversations.setPreferences(entry.id, { marked_unread: true })),
    toggleDone: async (entry: Conversation) => {
      await setDone([entry.id], !entry.done);
      if (!entry.done) notices.info(t('list.doneSaid'));
    },
    setDone, snooze, wake,
    mute: (ids: readonly number[]) => say(each(ids, (id) => conversations.setPreferences(id, { muted: true }))),
    read: (ids: readonly number[]) => say(conversations.readAll(ids)),
    readAll: () => say(conversations.readAll(null)),
  };
}
