import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue';

import type { Message } from '@/api/types';

/** Several messages in a row are one announcement, or nobody could follow. */
const PATIENCE_MS = 800;

/** What a screen reader says of new messages: the one that came, or how many. */
export function useAnnouncement(
  latest: () => Message | null | undefined,
  concerns: (message: Message) => boolean,
  say: { one: (message: Message) => string; many: (count: number) => string },
): Readonly<Ref<string>> {
  const announcement = ref('');
  let last: Message | null = null;
  /** Up to where everything has been said. */
  let said = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  watch(latest, (message, before) => {
    if (!message || !before || message.sequence <= before.sequence || !concerns(message)) return;
    last = message;
    if (timer !== undefined) return;
    said = before.sequence;
    timer = setTimeout(async () => {
      const count = last!.sequence - said;
      timer = undefined;
      // What does not change is not said: the same words again must come anew.
      announcement.value = '';
      await nextTick();
      announcement.value = count === 1 ? say.one(last!) : say.many(count);
    }, PATIENCE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return announcement;
}
