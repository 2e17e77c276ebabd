import { onScopeDispose, ref, watch, watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';

import { usePageAttended } from '@/ui/usePageAttended';

const BLINK_MS = 1_000;

/** Drawing on icons is loaded once there is something to draw. */
async function showOnIcon(count: number): Promise<void> {
  await import('./iconBadge').then((icon) => icon.showOnIcon(count)).catch(() => undefined);
}

/** The number of unread messages in the tab's title and icon; and while the tab is not in use, who has written and is still unread. */
export function usePageTitle(unread: () => number, unreadOf: (conversationId: number) => number) {
  const { t } = useI18n();
  const attended = usePageAttended();
  const news = ref<{ conversationId: number; name: string } | null>(null);
  const blink = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  function missed(conversationId: number, name: string): void {
    news.value = { conversationId, name };
    timer ??= setInterval(() => (blink.value = !blink.value), BLINK_MS);
  }

  function calm(): void {
    clearInterval(timer);
    timer = undefined;
    news.value = null;
    blink.value = false;
  }

  watch(attended, (is) => is && calm());
  // Read on another device, recalled or taken down.
  watch(
    () => news.value !== null && unreadOf(news.value.conversationId) === 0,
    (isSettled) => isSettled && calm(),
  );
  watchEffect(() => {
    const count = unread() > 0 ? `(${unread()}) ` : '';
    document.title = count + (blink.value && news.value ? t('alerts.title', { name: news.value.name }) : t('app.name'));
  });
  watch(unread, (count, before) => (count > 0 || before) && void showOnIcon(count), { immediate: true });

  onScopeDispose(() => {
    calm();
    document.title = t('app.name');
    if (unread() > 0) void showOnIcon(0);
  });
  return { missed };
}
