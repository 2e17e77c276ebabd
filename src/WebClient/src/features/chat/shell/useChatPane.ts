import { ref, shallowRef, type Component } from 'vue';
import { useI18n } from 'vue-i18n';

/** The conversation's part of the page, which is loaded beside the list rather than before it. */
export function useChatPane() {
  const { t } = useI18n();
  const pane = shallowRef<Component>();
  const paneFailure = ref('');

  async function loadPane(): Promise<void> {
    if (pane.value) return;
    paneFailure.value = '';
    try {
      pane.value = (await import('../pane/ChatPane.vue')).default;
    } catch {
      paneFailure.value = t('error.network');
    }
  }

  void loadPane();
  return { pane, paneFailure, loadPane };
}
