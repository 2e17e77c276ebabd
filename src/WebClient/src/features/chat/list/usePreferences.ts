import { isApiError } from '@/api/problem';
import type { Conversation } from '@/api/types';
import { isWaiting } from '@/conversation';
import { i18n } from '@/i18n';
import { useNotices } from '@/ui/notices';

import { useLive } from '../live';
import { useConversations } from './conversations';

/** `POST /api/conversations/read` takes no more at once. */
const MAX_READ = 100;

/** What one may do to a conversation from the list, one at a time or to several; a toggle turns around what it is now. */
export function usePreferences() {
  const { t } = i18n.global;
  const conversations = useConversations();
  const live = useLive();
  const notices = useNotices();

  async function say(work: Promise<unknown>): Promise<void> {
    await work.then(
      () => (conversations.acts += 1),
      (error: Error) => notices.problem(error.message),
    );
  }

  async function markRead(entry: Conversation): Promise<void> {
    if (entry.unread_count > 0) await live.markRead(entry.id, entry.last_sequence);
    else await conversations.setPreferences(entry.id, { marked_unread: false });
  }

  /** `atOnce` ids per call, one call after another; goes on after a refusal, says why, and returns the refused ids. */
  async function inTurn(
    ids: readonly number[],
    atOnce: number,
    act: (some: readonly number[]) => Promise<void>,
  ): Promise<readonly number[]> {
    const refused: number[] = [];
    const reasons = new Set<string>();
    for (let at = 0; at < ids.length; at += atOnce) {
      const some = ids.slice(at, at + atOnce);
      try {
        await act(some);
      } catch (error) {
        reasons.add((error as Error).message);
        // Without a server there is no use in asking for each of the others.
        const isOff = isApiError(error, 'network');
        refused.push(...(isOff ? ids.slice(at) : some));
        if (isOff) break;
      }
    }
    const n = ids.length - refused.length;
    if (n > 0) conversations.acts += 1;
    const reason = [...reasons].join('\n');
    if (refused.length > 0) notices.problem(ids.length === 1 ? reason : t('list.select.refused', { n, m: refused.length, reason }));
    return refused;
  }

  const each = (ids: readonly number[], act: (id: number) => Promise<void>) => inTurn(ids, 1, ([id]) => act(id!));
  const snooze = (ids: readonly number[], until: Date) =>
    each(ids, (id) => conversations.setPreferences(id, { snoozed_until: until.toISOString() }));
  const wake = (id: number) => say(conversations.setPreferences(id, { snoozed_until: null }));
  const setDone = (ids: readonly number[], done: boolean) => each(ids, (id) => conversations.setPreferences(id, { done }));

  return {
    togglePinned: (entry: Conversation) => say(conversations.setPreferences(entry.id, { pinned: !entry.pinned })),
    toggleMuted: (entry: Conversation) => say(conversations.setPreferences(entry.id, { muted: !entry.muted })),
    toggleUnread: (entry: Conversation) =>
      say(isWaiting(entry) ? markRead(entry) : conversations.setPreferences(entry.id, { marked_unread: true })),
    toggleDone: async (entry: Conversation) => {
      const refused = await setDone([entry.id], !entry.done);
      if (!entry.done && refused.length === 0) notices.info(t('list.doneSaid'));
    },
    setDone,
    snooze,
    wake,
    mute: (ids: readonly number[]) => each(ids, (id) => conversations.setPreferences(id, { muted: true })),
    read: (ids: readonly number[]) => inTurn(ids, MAX_READ, conversations.readAll),
    readAll: () => say(conversations.readAll(null)),
  };
}
