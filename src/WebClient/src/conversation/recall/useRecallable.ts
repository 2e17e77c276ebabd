import { onScopeDispose, ref, watch, type Ref } from 'vue';

import { serverNow } from '@/api/serverClock';
import type { Message } from '@/api/types';
import { config } from '@/platform/config';

import { recallableUntil } from './recall';

/** Whether a message can still be recalled; it turns false by itself when the time is over. */
export function useRecallable(message: () => Message): Readonly<Ref<boolean>> {
  const recallable = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(
    message,
    (current) => {
      clearTimeout(timer);
      const left = recallableUntil(current, config.recallWindowMs) - serverNow();
      recallable.value = left > 0;
      // A longer one than setTimeout can hold outlives any page.
      if (left > 0 && left < 2 ** 31) timer = setTimeout(() => (recallable.value = false), left);
    },
    { immediate: true },
  );
  onScopeDispose(() => clearTimeout(timer));
  return recallable;
}
