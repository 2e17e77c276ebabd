import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, ref, watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';

/** The design's rows, in pixels. */
const ROW = { phone: 72, desktop: 64 };
const OVERSCAN = 8;
const NEAR_END_PX = 600;

/** Draws only the rows in view, and leads through all of them by keyboard. `more` is called near the end of what is known. */
export function useRows(
  scroller: Readonly<Ref<HTMLElement | null>>,
  shown: Readonly<Ref<readonly Conversation[]>>,
  openId: () => number | null,
  isPhone: Readonly<Ref<boolean>>,
  more: () => void,
) {
  const virtualizer = useVirtualizer(computed(() => {
    const list = shown.value;
    const size = isPhone.value ? ROW.phone : ROW.desktop;
    return {
      count: list.length,
      getScrollElement: () => scroller.value,
      estimateSize: () => size,
      getItemKey: (index: number) => list[index]?.id ?? index,
      overscan: OVERSCAN,
    };
  }));
  watch(isPhone, () => virtualizer.value.measure());

  // After a change of the list the virtualizer may still speak of rows that are gone.
  const rows = computed(() => virtualizer.value.getVirtualItems().filter(({ index }) => index < shown.value.length));
  const height = computed(() => virtualizer.value.getTotalSize());

  /** Where the arrows are. */
  const focused = ref<number | null>(null);
  const reachable = computed(() => {
    const drawn = rows.value.map(({ index }) => shown.value[index]!.id);
    return [focused.value, openId()].find((id) => id !== null && drawn.includes(id)) ?? drawn[0] ?? null;
  });

  function onScroll(): void {
    const element = scroller.value;
    if (element && element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_END_PX) more();
  }

  // A row that moves up is taken out of the page for a moment, and with it where one was.
  watch(shown, () => {
    const before = document.activeElement;
    if (!scroller.value?.contains(before)) return;
    void nextTick(() => document.activeElement === document.body && (before as HTMLElement).focus({ preventScroll: true }));
  }, { flush: 'pre' });

  // A tall window may have room for more than a page.
  watch(() => shown.value.length, () => void nextTick(onScroll));

  async function onKey(event: KeyboardEvent): Promise<void> {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-conversation-id]');
    const here = shown.value.findIndex((entry) => entry.id === Number(row?.dataset.conversationId));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: shown.value.length - 1 }[event.key];
    const entry = to === undefined || here < 0 ? undefined : shown.value[to];
    if (!entry) return;
    event.preventDefault();
    focused.value = entry.id;
    virtualizer.value.scrollToIndex(to!);
    await nextTick();
    scroller.value?.querySelector<HTMLElement>(`[data-conversation-id="${entry.id}"]`)?.focus();
  }

  return { rows, height, reachable, onScroll, onKey };
}
