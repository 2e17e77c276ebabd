import { computed, nextTick, onMounted, onScopeDispose, ref, watch, type Ref } from 'vue';

import type { Conversation } from '@/api/types';

/** The design's rows, in pixels. */
const ROW = { phone: 72, desktop: 64 };
/** Drawn on either side of what is in view. */
const SPARE_ROWS = 8;
const NEAR_END_PX = 600;

/**
 * Draws only the rows in view, and leads through all of them by keyboard. `more` is called near the end of what is known.
 * Rows are of one height, so that a multiplication does what a library would bring 10 KB for to every phone.
 */
export function useRows(
  scroller: Readonly<Ref<HTMLElement | null>>,
  shown: Readonly<Ref<readonly Conversation[]>>,
  openId: () => number | null,
  isPhone: Readonly<Ref<boolean>>,
  more: () => void,
) {
  const top = ref(0);
  const viewport = ref(window.innerHeight);
  const rowHeight = computed(() => (isPhone.value ? ROW.phone : ROW.desktop));
  const height = computed(() => shown.value.length * rowHeight.value);
  const rows = computed(() => {
    const first = Math.max(0, Math.floor(top.value / rowHeight.value) - SPARE_ROWS);
    const last = Math.ceil((top.value + viewport.value) / rowHeight.value) + SPARE_ROWS;
    return shown.value.slice(first, last).map((entry, n) => ({ entry, index: first + n, start: (first + n) * rowHeight.value }));
  });

  /** Where the arrows are. */
  const focused = ref<number | null>(null);
  const reachable = computed(() => {
    const drawn = rows.value.map(({ entry }) => entry.id);
    return [focused.value, openId()].find((id) => id !== null && drawn.includes(id)) ?? drawn[0] ?? null;
  });

  function onScroll(): void {
    const element = scroller.value;
    if (!element || element.clientHeight === 0) return;
    top.value = element.scrollTop;
    viewport.value = element.clientHeight;
    if (element.scrollHeight - element.clientHeight - element.scrollTop < NEAR_END_PX) more();
  }
  // A window that grows, a list that comes back into view, a screen with room for more than a page.
  const observer = new ResizeObserver(onScroll);
  onMounted(() => scroller.value && observer.observe(scroller.value));
  onScopeDispose(() => observer.disconnect());
  watch(height, () => void nextTick(onScroll));

  // A row that moves up is taken out of the page for a moment, and with it where one was.
  watch(
    shown,
    () => {
      const before = document.activeElement;
      if (!scroller.value?.contains(before)) return;
      void nextTick(() => document.activeElement === document.body && (before as HTMLElement).focus({ preventScroll: true }));
    },
    { flush: 'pre' },
  );

  function revealAt(index: number): void {
    const element = scroller.value;
    if (!element) return;
    const start = index * rowHeight.value;
    const end = start + rowHeight.value - element.clientHeight;
    if (start < element.scrollTop) element.scrollTop = start;
    else if (end > element.scrollTop) element.scrollTop = end;
    onScroll();
  }

  async function onKey(event: KeyboardEvent): Promise<void> {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-conversation-id]');
    const here = shown.value.findIndex((entry) => entry.id === Number(row?.dataset.conversationId));
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: shown.value.length - 1 }[event.key];
    const entry = to === undefined || here < 0 ? undefined : shown.value[to];
    if (!entry) return;
    event.preventDefault();
    await goTo(entry.id);
  }

  /** To a row of the list, wherever it is. */
  async function goTo(id: number): Promise<void> {
    const index = shown.value.findIndex((entry) => entry.id === id);
    if (index < 0) return;
    focused.value = id;
    revealAt(index);
    await nextTick();
    scroller.value?.querySelector<HTMLElement>(`[data-conversation-id="${id}"]`)?.focus();
  }

  /** Scrolls until a row of the list is in sight. */
  function reveal(id: number): void {
    const index = shown.value.findIndex((entry) => entry.id === id);
    if (index >= 0) revealAt(index);
  }

  return { rows, rowHeight, height, reachable, onScroll, onKey, goTo, reveal };
}
