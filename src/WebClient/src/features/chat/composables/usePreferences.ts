import type { Conversation } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { isWaiting } from '../model/conversations';
import { useConversations } from '../stores/conversations';
import { useLive } from '../stores/live';

/** What one may do to a conversation from the list; each turns around what it is now. */
export function usePreferences() {
  const conversations = useConversations();
  const live = useLive();
  const notices = useNotices();

  async function say(work: Promise<void>): Promise<void> {
    await work.catch((error: Error) => notices.problem(error.message));
  }

  async function markRead(entry: Conversation): Promise<void> {
    if (entry.unread_count > 0) await live.markRead(entry.id, entry.last_sequence);
    else await conversations.setPreferences(entry.id, { marked_unread: false });
  }

  return {
    togglePinned: (entry: Conversation) => say(conversations.setPreferences(entry.id, { pinned: !entry.pinned })),
    toggleMuted: (entry: Conversation) => say(conversations.setPreferences(entry.id, { muted: !entry.muted })),
    toggleUnread: (entry: Conversation) =>
      say(isWaiting(entry) ? markRead(entry) : conversations.setPreferences(entry.id, { marked_unread: true })),
  };
}
