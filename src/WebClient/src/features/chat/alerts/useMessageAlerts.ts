import { onScopeDispose, watch, watchEffect, type Ref } from 'vue';

import type { Message } from '@/api/types';
import { previewOf } from '@/conversation';
import { i18n } from '@/i18n';
import { usePageAttended } from '@/ui/usePageAttended';

import { useConversations } from '../list/conversations';
import { useLive } from '../live';
import { useAlerts } from './alerts';
import { chime } from './chime';
import { joinTabs } from './tabs';
import { useDesktopNotices } from './useDesktopNotices';

/** One chime for what comes in a rush, in milliseconds. */
const CHIME_PAUSE_MS = 2_000;

/**
 * Tells of new messages by sound, and on the desktop while no tab is in use. Of several tabs one does it, and none while
 * somebody reads that very conversation. `missed` is called with where and who wrote while this tab was not in use.
 */
export function useMessageAlerts(
  me: string,
  openId: Readonly<Ref<number | null>>,
  open: (id: number) => void,
  missed: (conversationId: number, name: string) => void,
): void {
  const { t } = i18n.global;
  const alerts = useAlerts();
  const conversations = useConversations();
  const live = useLive();
  const attended = usePageAttended();
  const tabs = joinTabs(me);
  const notices = useDesktopNotices(me, open);
  let lastChime = -Infinity;

  watchEffect((onCleanup) => {
    if (attended.value) onCleanup(tabs.tell('attended'));
  });
  watchEffect((onCleanup) => {
    if (attended.value && openId.value !== null) onCleanup(tabs.tell(`reading ${openId.value}`));
  });

  async function take(message: Message): Promise<void> {
    if (message.sender_id === me) return;
    const entry = conversations.entries.get(message.conversation_id) ?? (await conversations.fetch(message.conversation_id));
    if (entry.muted) return;
    const sender = entry.participants.find(({ user }) => user.id === message.sender_id)?.user.username ?? '';
    if (!attended.value) {
      alerts.missedSome = true;
      missed(entry.id, sender);
    }
    if (!tabs.speaks() || (await tabs.isSo(`reading ${entry.id}`))) return;
    if (alerts.choices.sound && performance.now() - lastChime > CHIME_PAUSE_MS) {
      lastChime = performance.now();
      await chime();
    }
    if (!alerts.desktopOn || (await tabs.isSo('attended'))) return;
    const said = previewOf(message, me);
    await notices.show(entry, sender, said.key === undefined ? said.text : t(said.key), message);
  }

  const onWorker = (event: MessageEvent) => {
    const id = Number((event.data as { conversation?: unknown } | null)?.conversation);
    if (id > 0) open(id);
  };
  navigator.serviceWorker?.addEventListener('message', onWorker);
  const useTab = () => tabs.speakUp();
  window.addEventListener('pointerdown', useTab);
  window.addEventListener('keydown', useTab);

  watch(
    () => live.realtime,
    (realtime, _, onCleanup) => {
      if (!realtime) return;
      onCleanup(realtime.events.on('MessageReceived', (message) => void take(message).catch(() => undefined)));
      onCleanup(realtime.events.on('MessageUpdated', notices.takeGone));
    },
    { immediate: true },
  );

  onScopeDispose(() => {
    navigator.serviceWorker?.removeEventListener('message', onWorker);
    window.removeEventListener('pointerdown', useTab);
    window.removeEventListener('keydown', useTab);
    tabs.leave();
  });
}
