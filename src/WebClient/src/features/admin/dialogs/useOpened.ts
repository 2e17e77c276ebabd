import { computed, onScopeDispose, shallowReactive, shallowRef, watchEffect } from 'vue';

const all = shallowReactive<{ value: string }[]>([]);

/** What is open on the page, innermost; empty when nothing is. */
export const opened = computed(() => all.at(-1)?.value ?? '');

/** Says what is open here, for the title of the document, for as long as it is. */
export function useOpened(text: () => string): void {
  const own = shallowRef('');
  watchEffect(() => (own.value = text()));
  all.push(own);
  onScopeDispose(() => all.splice(all.indexOf(own), 1));
}
