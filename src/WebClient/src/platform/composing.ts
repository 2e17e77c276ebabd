/** Key code of every key that an input method has taken for itself. */
const IME = 229;

type Key = Pick<KeyboardEvent, 'isComposing' | 'keyCode'>;

/**
 * While an input method is composing, its keys mean nothing to the page: Enter chooses a candidate, Escape gives the composition
 * up. Chrome says so by `isComposing`; where the composition ends before the key (Safari, macOS) only the key code tells.
 */
export function isComposing(event: Key): boolean {
  return event.isComposing || event.keyCode === IME;
}

/** The one guard for all of the page: no key of an input method reaches anything that handles keys. Install it before all of them. */
export function guardComposition(page: Window = window): () => void {
  for (const type of ['keydown', 'keyup'] as const) page.addEventListener(type, guard, true);
  return () => {
    for (const type of ['keydown', 'keyup'] as const) page.removeEventListener(type, guard, true);
  };
}

function guard(event: KeyboardEvent): void {
  if (!isComposing(event)) return;
  event.stopImmediatePropagation();
  // What the browser itself would do with the key after the composition: close a dialog, submit a form.
  if (event.key === 'Escape' || (event.key === 'Enter' && event.target instanceof HTMLInputElement)) event.preventDefault();
}
