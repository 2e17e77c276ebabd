import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue';

import { heldOrder } from './heldOrder';

/**
 * A live list that does not move while the pointer or the focus is in it: whoever aims at a row must meet that row.
 * `news` counts what waits to be shown; `refresh` shows it at once, and leaving the list does too.
 */
export function useHeldOrder<T extends { id: number }>(options: {
  /** The list with all that belongs to it; what stands inside may be aimed at. */
  region: Readonly<Ref<HTMLElement | null>>;
  live: Readonly<Ref<readonly T[]>>;
  /** A row that the live list has no more, as it is now. */
  latest: (id: number) => T | undefined;
  /** What the list was asked for: another question is another list. */
  question: () => unknown;
}) {
  const { region, live, latest, question } = options;
  const pointed = ref(false);
  const focused = ref(false);
  const order = shallowRef<readonly number[] | null>(null);
  const held = computed(() => (order.value ? heldOrder(order.value, live.value, latest) : null));

  const now = () => live.value.map(({ id }) => id);
  const refresh = () => order.value && (order.value = now());

  watch(
    [pointed, focused],
    () => {
      const holds = pointed.value || focused.value;
      if (holds !== (order.value !== null)) order.value = holds ? now() : null;
    },
    { flush: 'sync' },
  );
  watch(live, () => {
    // A row that is taken out of the page takes the focus with it and tells nobody.
    if (focused.value && !region.value?.contains(document.activeElement)) focused.value = false;
    // What was read beyond the end has its place there from now on.
    const next = held.value?.order;
    if (next && next.length > order.value!.length) order.value = next;
  });
  watch(
    () => JSON.stringify(question()),
    () => (pointed.value = focused.value = false),
  );

  const LISTENERS: Record<string, (event: Event) => void> = {
    pointerenter: () => (pointed.value = true),
    // A pointer that was there before the list came is known by its first step.
    pointermove: () => (pointed.value = true),
    pointerleave: () => (pointed.value = false),
    pointercancel: () => (pointed.value = false),
    focusin: () => (focused.value = true),
    focusout: (event) => (focused.value = region.value?.contains((event as FocusEvent).relatedTarget as Node | null) ?? false),
  };
  const listen = (element: HTMLElement | null | undefined, verb: 'addEventListener' | 'removeEventListener') =>
    Object.entries(LISTENERS).forEach(([name, listener]) => element?.[verb](name, listener));
  watch(
    region,
    (next, before) => {
      listen(before, 'removeEventListener');
      listen(next, 'addEventListener');
      pointed.value = focused.value = false;
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => listen(region.value, 'removeEventListener'));

  return {
    shown: computed(() => held.value?.rows ?? live.value),
    news: computed(() => held.value?.news ?? 0),
    refresh,
  };
}
