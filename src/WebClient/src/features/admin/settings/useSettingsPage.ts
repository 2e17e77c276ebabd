import { ref, watch } from 'vue';

import { useFeed } from '../shell/feed';

/** What a page of the settings shows while it asks the server, and why it failed. It asks again once this console is connected. */
export function useSettingsPage(ask: () => Promise<void>) {
  const feed = useFeed();
  const failure = ref('');
  const busy = ref(false);

  async function load(): Promise<void> {
    busy.value = true;
    try {
      await ask();
      failure.value = '';
    } catch (error) {
      failure.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  }

  // What is in force changes with a restart, which breaks the connection.
  watch(
    () => feed.isConnected,
    () => void load(),
    { immediate: true },
  );

  return { busy, failure, load };
}
