import { onBeforeUnmount, shallowReactive, shallowRef } from 'vue';

const all = shallowReactive(new Set<() => boolean>());

/** The question that is open: whether what was typed may be lost. */
export const asking = shallowRef<((may: boolean) => void) | null>(null);

const isUnsaved = () => [...all].some((dirty) => dirty());

/** Asks before what was typed is lost; true when nothing would be, or when it may. */
export async function mayLeave(): Promise<boolean> {
  if (!isUnsaved()) return true;
  if (asking.value) return false;
  const may = await new Promise<boolean>((answer) => (asking.value = answer));
  asking.value = null;
  // What was given up is not asked about a second time on the way out.
  if (may) all.clear();
  return may;
}

/** A form that holds what was not saved, for as long as it is on the page. */
export function useUnsaved(dirty: () => boolean): void {
  all.add(dirty);
  onBeforeUnmount(() => all.delete(dirty));
}

/** Closing the window loses it as well; the browser asks in its own words. */
export function guardWindow(): () => void {
  const ask = (event: BeforeUnloadEvent) => isUnsaved() && event.preventDefault();
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
