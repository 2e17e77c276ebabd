import { watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';

/**
 * A row that one looks at stays under the eye and the finger while others move up past it: the list scrolls along by as much as it was
 * pushed. At the top nothing is held, because there one watches what comes.
 */
export function useSteadyScroll(
  scroller: Readonly<Ref<HTMLElement | null>>,
  shown: Readonly<Ref<readonly Conversation[]>>,
  rowHeight: Readonly<Ref<number>>,
  scrolled: () => void,
): void {
  watch(
    shown,
    (now, before) => {
      const element = scroller.value;
      if (!element || element.scrollTop === 0) return;
      const first = Math.floor(element.scrollTop / rowHeight.value);
      const last = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight.value);
      for (let index = first; index < Math.min(last, before.length); index += 1) {
        // One that has news of its own may have moved by itself; the next one tells how far the list was pushed.
        const { id, updated_at } = before[index]!;
        const place = now.findIndex((entry) => entry.id === id && entry.updated_at === updated_at);
        if (place < 0) continue;
        if (place === index) return;
        element.scrollTop += (place - index) * rowHeight.value;
        scrolled();
        return;
      }
    },
    { flush: 'post' },
  );
}
