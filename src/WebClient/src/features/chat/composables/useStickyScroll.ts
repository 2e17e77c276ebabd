import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

const NEAR_BOTTOM_PX = 48;
const NEAR_TOP_PX = 240;

/**
 * Keeps the reader's place: at the end while they are at the end, and on the same message while older ones load above.
 * `first` and `last` identify the ends of what is shown.
 */
export function useStickyScroll(
  container: Ref<HTMLElement | null>,
  ends: () => { first: unknown; last: unknown },
  nearTop: () => void,
) {
  const atBottom = ref(true);
  let ready = false;

  function distanceToEnd(element: HTMLElement): number {
    return element.scrollHeight - element.clientHeight - element.scrollTop;
  }

  function onScroll(): void {
    const element = container.value;
    if (!element || !ready) return;
    atBottom.value = distanceToEnd(element) < NEAR_BOTTOM_PX;
    if (element.scrollTop < NEAR_TOP_PX) nearTop();
  }

  function toBottom(): void {
    const element = container.value;
    if (!element) return;
    element.scrollTop = element.scrollHeight;
    atBottom.value = true;
  }

  /** Where reading begins; from then on the place is kept. */
  function begin(start: HTMLElement | null): void {
    const element = container.value;
    if (!element) return;
    toBottom();
    const top = start ? start.offsetTop - 16 : Infinity;
    if (top < element.scrollTop) element.scrollTop = Math.max(0, top);
    ready = true;
    onScroll();
  }

  // Before the page is drawn anew: what stood where.
  watch(ends, (now, before) => {
    const element = container.value;
    if (!element || !ready) return;
    const stay = atBottom.value;
    const fromEnd = element.scrollHeight - element.scrollTop;
    const grewAbove = now.first !== before.first && now.last === before.last;
    void nextTick(() => {
      if (grewAbove && !stay) element.scrollTop = element.scrollHeight - fromEnd;
      else if (stay) toBottom();
      onScroll();
    });
  }, { flush: 'pre' });

  // Pictures that load, a composer that grows, a keyboard that opens.
  const observer = new ResizeObserver(() => {
    if (ready && atBottom.value) toBottom();
  });
  onMounted(() => {
    if (!container.value) return;
    observer.observe(container.value);
    if (container.value.firstElementChild) observer.observe(container.value.firstElementChild);
  });
  onBeforeUnmount(() => observer.disconnect());

  return { atBottom, onScroll, toBottom, begin };
}
