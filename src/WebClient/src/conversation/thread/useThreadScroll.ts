import { defaultRangeExtractor, useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

const NEAR_BOTTOM_PX = 48;
/** More is fetched before the reader meets the end of what is loaded. */
const AHEAD_PX = 1_200;
/** Above the first message: the line that says whether there are older ones. */
export const EDGE_PX = 40;
const BELOW_PX = 16;
/** A line of text in a bubble of its own; the real height is measured once it is drawn. */
const ROW_PX = 56;
const SETTLE_FRAMES = 30;
const STEADY_FRAMES = 3;
const ATTEMPTS = 5;

export interface Thread {
  count: number;
  keyAt: (index: number) => string;
  /** Where older or newer ones wait on the server. */
  hasOlder: boolean;
  hasNewer: boolean;
}

/**
 * A list of any length of which only what is near stands in the page. It keeps the reader's place: at the end while they are at the
 * end, and on the same message while others load above or below, or change their height.
 */
export function useThreadScroll(
  scroller: Ref<HTMLElement | null>,
  thread: () => Thread,
  /** Stays in the page wherever it is: it has the focus. */
  keep: () => number,
  need: { older: () => void; newer: () => void },
  reader: {
    /** The index of the first message that is still to be seen, which the list does not leave behind by itself; -1 when there is none. */
    unseen: () => number;
    /** The list stops there, because more came at once than the screen holds. */
    stop: (index: number) => void;
    /** The list is on its way by itself (true), or has moved by itself (false). */
    move: (isUnderWay: boolean) => void;
  },
) {
  const atBottom = ref(true);
  let ready = false;
  /** Of the frame in which the end is looked for again; 0 when it has been found. */
  let following = 0;
  /** Counts where the reader wanted to go: the last of it alone is pursued. */
  let wishes = 0;
  /** On the way to a message. */
  let moving = false;

  const virtualizer = useVirtualizer(
    computed(() => {
      const { count, keyAt } = thread();
      return {
        count,
        getItemKey: keyAt,
        getScrollElement: () => scroller.value,
        estimateSize: () => ROW_PX,
        paddingStart: EDGE_PX,
        paddingEnd: BELOW_PX,
        scrollPaddingStart: BELOW_PX,
        overscan: 10,
        anchorTo: 'end' as const,
        scrollEndThreshold: 1,
        rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) => {
          const indexes = defaultRangeExtractor(range);
          const kept = keep();
          return kept < 0 || kept >= range.count || indexes.includes(kept) ? indexes : [...indexes, kept].sort((a, b) => a - b);
        },
      };
    }),
  );

  function distanceToEnd(element: HTMLElement): number {
    return element.scrollHeight - element.clientHeight - element.scrollTop;
  }

  function onScroll(): void {
    const element = scroller.value;
    if (!element || !ready) return;
    const { hasOlder, hasNewer } = thread();
    if (!following) atBottom.value = !hasNewer && distanceToEnd(element) < NEAR_BOTTOM_PX;
    if (moving) return;
    if (hasOlder && element.scrollTop < AHEAD_PX) need.older();
    if (hasNewer && distanceToEnd(element) < AHEAD_PX) need.newer();
  }

  /** Keeps the reader at the end for as long as what they have not seen yet fits on the screen; then it stays where that begins. */
  function stayAtEnd(): void {
    const [index, element, total] = [reader.unseen(), scroller.value, virtualizer.value.getTotalSize()];
    const start = virtualizer.value.measurementsCache[index]?.start;
    if (!element || start === undefined || total - start <= element.clientHeight) return toBottom();
    atBottom.value = false;
    reader.stop(index);
    void toIndex(index, 'start');
  }

  /** Goes to the end and stays there while the heights of what is drawn become known. */
  function toBottom(): void {
    letGo();
    atBottom.value = !thread().hasNewer;
    let steady = 0;
    const follow = () => {
      const element = scroller.value;
      if (!element) return;
      steady = distanceToEnd(element) < 1 ? steady + 1 : 0;
      element.scrollTop = element.scrollHeight;
      reader.move(false);
      if (steady >= STEADY_FRAMES) following = 0;
      else following = requestAnimationFrame(follow);
    };
    follow();
  }

  /** Whatever the list was about to do, somebody wants something else now. */
  function letGo(): void {
    wishes += 1;
    if (moving) reader.move(false);
    moving = false;
    virtualizer.value.cancelScroll();
    cancelAnimationFrame(following);
    following = 0;
  }

  function isInView(element: HTMLElement): boolean {
    // The list may be gone by the time a frame comes.
    if (!scroller.value) return false;
    const [row, list] = [element.getBoundingClientRect(), scroller.value.getBoundingClientRect()];
    return row.bottom > list.top && row.top < list.bottom;
  }

  /** Gives the element once it is drawn; undefined when that does not happen. Others may load above it meanwhile. */
  async function toIndex(index: number, align: 'start' | 'center' | 'auto'): Promise<HTMLElement | undefined> {
    letGo();
    moving = true;
    reader.move(true);
    const [wish, key] = [wishes, thread().keyAt(index)];
    let element: HTMLElement | undefined;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      virtualizer.value.scrollToIndex(indexOf(key), { align });
      element = await drawn(key);
      for (let frame = 0; frame < STEADY_FRAMES; frame += 1) await new Promise(requestAnimationFrame);
      if (wish !== wishes) return undefined;
      // What is measured on the way moves the target.
      if (element && isInView(element)) break;
    }
    // Or the list would go on to the same number after others have moved in above.
    letGo();
    onScroll();
    return element;
  }

  function indexOf(key: string): number {
    const { count, keyAt } = thread();
    let index = count - 1;
    while (index >= 0 && keyAt(index) !== key) index -= 1;
    return index;
  }

  /** Where reading begins: at the end, or at the first unread one when the end is further than a screen away. */
  async function begin(start: number): Promise<void> {
    // The element, then its size, then the rows that fit.
    for (let turn = 0; turn < 3; turn += 1) await nextTick();
    ready = true;
    if (start >= 0) await toIndex(start, 'start');
    else toBottom();
    onScroll();
  }

  async function drawn(key: string): Promise<HTMLElement | undefined> {
    for (let frame = 0; frame < SETTLE_FRAMES; frame += 1) {
      await new Promise(requestAnimationFrame);
      const element = scroller.value?.querySelector<HTMLElement>(`[data-index="${indexOf(key)}"]`);
      if (element) return element;
    }
    return undefined;
  }

  // Before the page is drawn anew: whether the reader is at the end, or where what stands above them grows.
  watch(
    thread,
    (now, before) => {
      // The library has moved the place for what came or went. Holding on to the end for each row that it measures as well
      // would lay out all rows anew for each: 200 ms a page in a long conversation.
      virtualizer.value.options.anchorTo = 'start';
      const stay = ready && atBottom.value;
      const grewAbove = now.count > 0 && before.count > 0 && now.keyAt(0) !== before.keyAt(0);
      void nextTick(() => {
        const place = virtualizer.value.scrollOffset;
        if (stay && !moving && !thread().hasNewer) stayAtEnd();
        // The list has moved its place already, while the page was too short yet to follow. On the way to a message there is none to keep.
        else if (grewAbove && !moving && place !== null && scroller.value) scroller.value.scrollTop = place;
        onScroll();
      });
    },
    { flush: 'pre' },
  );

  // What is drawn turns out higher or lower than it was thought to be.
  const height = computed(() => virtualizer.value.getTotalSize());
  watch(
    height,
    () => {
      if (ready && atBottom.value && !following && !moving) stayAtEnd();
    },
    { flush: 'post' },
  );

  // A composer that grows, a keyboard that opens.
  const observer = new ResizeObserver(() => {
    if (ready && atBottom.value && !moving) stayAtEnd();
  });
  onMounted(() => scroller.value && observer.observe(scroller.value));
  onBeforeUnmount(() => {
    letGo();
    observer.disconnect();
  });

  return {
    atBottom,
    onScroll,
    letGo,
    toBottom,
    toIndex,
    begin,
    rows: computed(() => virtualizer.value.getVirtualItems()),
    height,
    measure: (element: unknown) => virtualizer.value.measureElement(element as HTMLElement | null),
  };
}
