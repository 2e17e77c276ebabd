import { onScopeDispose, shallowReactive, watchEffect } from 'vue';

import type { Conversation, Message } from '@/api/types';
import { isGone, ownCursor } from '@/conversation';
import { config } from '@/platform/config';

import { useConversations } from '../list/conversations';

const ICON = `${config.base}/icons/icon-192.png`;

/** What is on somebody's desktop of one conversation: its newest message. */
interface Shown {
  messageId: number;
  sequence: number;
  close: () => void;
}

/** What the service worker keeps with a notice that it shows. */
interface Kept {
  address: string;
  conversation: number;
  message: number;
  sequence: number;
}

/**
 * Notices on the desktop, one for each conversation. A notice goes away when its message has been read on any device, and when it was
 * recalled or taken down: its words are then on no screen of the product, and must not stay on this one.
 */
export function useDesktopNotices(me: string, open: (id: number) => void) {
  const conversations = useConversations();
  const shown = shallowReactive(new Map<number, Shown>());
  const tagOf = (conversationId: number) => `livechat ${me} ${conversationId}`;

  function isSettled(entry: Conversation | undefined, { messageId, sequence }: Pick<Shown, 'messageId' | 'sequence'>): boolean {
    if (!entry) return false;
    const last = entry.last_message;
    return entry.unread_count === 0 || ownCursor(entry, me) >= sequence || (last?.id === messageId && isGone(last));
  }

  async function show(entry: Conversation, title: string, body: string, message: Message): Promise<void> {
    const notice = { messageId: message.id, sequence: message.sequence };
    // It may have been read or recalled while this was on its way.
    if (isSettled(conversations.entries.get(entry.id), notice)) return;
    const options = { body, icon: ICON, tag: tagOf(entry.id), silent: true };
    try {
      const notification = new Notification(title, options);
      notification.onclick = () => {
        notification.close();
        window.focus();
        open(entry.id);
      };
      shown.set(entry.id, { ...notice, close: () => notification.close() });
    } catch {
      // Phones leave it to the service worker, which finds this page again by its address.
      const worker = await navigator.serviceWorker?.getRegistration();
      const data: Kept = { address: location.href, conversation: entry.id, message: message.id, sequence: message.sequence };
      await worker?.showNotification(title, { ...options, data });
      if (worker) shown.set(entry.id, { ...notice, close: () => void closeKept(entry.id) });
    }
  }

  async function kept(tag?: string): Promise<Notification[]> {
    const worker = await navigator.serviceWorker?.getRegistration();
    return (await worker?.getNotifications?.({ tag })) ?? [];
  }

  async function closeKept(conversationId: number): Promise<void> {
    for (const notification of await kept(tagOf(conversationId))) notification.close();
  }

  function close(conversationId: number): void {
    shown.get(conversationId)?.close();
    shown.delete(conversationId);
  }

  function takeGone(message: Message): void {
    if (isGone(message) && shown.get(message.conversation_id)?.messageId === message.id) close(message.conversation_id);
  }

  // Those of the page before this one.
  kept()
    .then((notifications) => {
      for (const notification of notifications) {
        if (!notification.tag.startsWith(tagOf(0).slice(0, -1)) || !notification.data) continue;
        const { conversation, message, sequence } = notification.data as Kept;
        if (!shown.has(conversation)) shown.set(conversation, { messageId: message, sequence, close: () => notification.close() });
      }
    })
    .catch(() => undefined);

  watchEffect(() => {
    for (const [id, notice] of shown) if (isSettled(conversations.entries.get(id), notice)) close(id);
  });
  onScopeDispose(() => {
    for (const id of [...shown.keys()]) close(id);
  });

  return { show, takeGone };
}
