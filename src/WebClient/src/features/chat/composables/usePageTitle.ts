import { onScopeDispose, ref, watch, watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';

import { showOnIcon } from '../model/iconBadge';
import { usePageVisible } from './useReadMarker';

const BLINK_MS = 1_000;

/** The number of unread messages in the tab's title and icon; and while the tab is out of view, who has written. */
export function usePageTitle(unread: () => number) {
  const { t } = useI18n();
  const visible = usePageVisible();
  const news = ref('');
  const blink = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  function missed(name: string): void {
    news.value = name;
    timer ??= setInterval(() => (blink.value = !blink.value), BLINK_MS);
  }

  function calm(): void {
    clearInterval(timer);
    timer = undefined;
    blink.value = false;
  }

  watch(visible, (is) => is && calm());
  watchEffect(() => {
    const count = unread() > 0 ? `(${unread()}) ` : '';
    document.title = count + (blink.value ? t('alerts.title', { name: news.value }) : t('app.name'));
  });
  watch(unread, (count) => void showOnIcon(count), { immediate: true });

  onScopeDispose(() => {
    calm();
    document.title = t('app.name');
    void showOnIcon(0);
  });
  return { missed };
}
