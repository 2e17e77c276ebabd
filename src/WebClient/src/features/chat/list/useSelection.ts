import { computed, shallowRef, type Ref } from 'vue';

import type { Conversation } from '@/api/types';

/** Several conversations of the list, to be done something to at once. */
export function useSelection(shown: Readonly<Ref<readonly Conversation[]>>) {
  /** Null while nothing is being selected. */
  const picked = shallowRef<ReadonlySet<number> | null>(null);
  /** Those that are still in the list. */
  const ids = computed(() => shown.value.filter(({ id }) => picked.value?.has(id)).map(({ id }) => id));

  function toggle(id: number): void {
    const next = new Set(picked.value);
    if (!next.delete(id)) next.add(id);
    picked.value = next;
  }

  /** All that are shown; none, when they are all selected. */
  function everything(): void {
    picked.value = new Set(ids.value.length < shown.value.length ? shown.value.map(({ id }) => id) : []);
  }

  return {
    picked,
    ids,
    toggle,
    everything,
    isPicked: (id: number) => picked.value?.has(id) ?? null,
    keep: (some: readonly number[]) => (picked.value = new Set(some)),
    begin: () => (picked.value = new Set()),
    end: () => (picked.value = null),
  };
}
