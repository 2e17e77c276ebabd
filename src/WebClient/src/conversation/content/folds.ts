import { type InjectionKey, reactive } from 'vue';

import { cut } from '@/i18n/letters';

/** A message that is longer than this is folded; what is shown of it is less, so that unfolding is worth a click. */
const MAX = { lines: 40, length: 3_000 };
const SHOWN = { lines: 24, length: 1_800 };

/** Whether messages are shown whole however long they are: on paper nobody unfolds anything. */
export const WHOLE: InjectionKey<boolean> = Symbol('whole');

/** What was unfolded stays so while the page lives, also when it has been scrolled out of view. */
export const unfolded = reactive(new Set<string>());

/** The beginning of a message that would fill several screens; null for one that is shown whole. */
export function foldOf(text: string): string | null {
  const lines = text.split('\n', MAX.lines + 1);
  if (lines.length <= MAX.lines && text.length <= MAX.length) return null;
  return cut(lines.slice(0, SHOWN.lines).join('\n'), SHOWN.length).trimEnd();
}
