import { onScopeDispose, watch, watchEffect, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Conversation, Message } from '@/api/types';

import { chime } from '../model/chime';
import { previewOf } from '../model/preview';
import { joinTabs } from '../model/tabs';
import { useAlerts } from '../stores/alerts';
import { useConversations } from '../stores/conversations';
import { useLive } from '../stores/live';
import { usePageVisible } from './useReadMarker';

const ICON = '/icons/icon-192.png';
/** One chime for what comes in a rush, in milliseconds. */
const CHIME_PAUSE_MS = 2_000;

/**
 * Tells of new messages by sound, and on the desktop when no tab is in view. Of several tabs one does it, and none while
 * somebody reads that very conversation. `missed` is called with who wrote while this tab was out of view.
 */
export function useMessageAlerts(me: string, openId: Readonly<Ref<number | null>>, open: (id: number) => void, missed: (name: string) => void): void {
  const { t } = useI18n();
  const alerts = useAlerts();
  const conversations = useConversations();
  const live = useLive();
  const visible = usePageVisible();
  const tabs = joinTabs(me);
  let lastChime = 0;

  watchEffect((onCleanup) => {
    if (visible.value) onCleanup(tabs.tell('visible'));
  });
  watchEffect((onCleanup) => {
    if (visible.value && openId.value !== null) onCleanup(tabs.tell(`reading ${openId.value}`));
  });

  async function take(message: Message): Promise<void> {
    if (message.sender_id === me) return;
    const entry = conversations.entries.get(message.conversation_id) ?? (await conversations.fetch(message.conversation_id));
    if (entry.muted) return;
    const sender = entry.participants.find(({ user }) => user.id === message.sender_id)?.user.username ?? '';
    if (!visible.value) {
      alerts.missedSome = true;
      missed(sender);
    }
    if (!tabs.speaks() || (await tabs.isSo(`reading ${entry.id}`))) return;
    if (alerts.choices.sound && Date.now() - lastChime > CHIME_PAUSE_MS) {
      lastChime = Date.now();
      await chime();
    }
    if (alerts.desktopOn && !(await tabs.isSo('visible'))) await notify(entry, sender, message);
  }

  async function notify(entry: Conversation, sender: string, message: Message): Promise<void> {
    const said = previewOf(message, me);
    const options = { body: said.key === undefined ? said.text : t(said.key), icon: ICON, tag: `livechat ${me} ${entry.id}`, silent: true };
    try {
      const notification = new Notification(sender, options);
      notification.onclick = () => {
        notification.close();
        window.focus();
        open(entry.id);
      };
    } catch {
      // Phones leave it to the service worker, which finds this page again by its address.
      const worker = await navigator.serviceWorker?.getRegistration();
      await worker?.showNotification(sender, { ...options, data: { address: location.href, conversation: entry.id } });
    }
  }

  const onWorker = (event: MessageEvent) => {
    const id = Number((event.data as { conversation?: unknown } | null)?.conversation);
    if (id > 0) open(id);
  };
  navigator.serviceWorker?.addEventListener('message', onWorker);
  const useTab = () => tabs.speakUp();
  window.addEventListener('pointerdown', useTab);
  window.addEventListener('keydown', useTab);

  watch(() => live.realtime, (realtime, _, onCleanup) => {
    const leave = realtime?.events.on('MessageReceived', (message) => void take(message).catch(() => undefined));
    if (leave) onCleanup(leave);
  }, { immediate: true });

  onScopeDispose(() => {
    navigator.serviceWorker?.removeEventListener('message', onWorker);
    window.removeEventListener('pointerdown', useTab);
    window.removeEventListener('keydown', useTab);
    tabs.leave();
  });
}
