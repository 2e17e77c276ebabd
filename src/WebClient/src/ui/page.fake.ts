import { vi } from 'vitest';

let visibility: DocumentVisibilityState;
let focused: boolean;

/** A page in view, in the window that is in use; the test decides what becomes of that. */
export function attendPage(): void {
  visibility = 'visible';
  focused = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
}

export function showPage(state: DocumentVisibilityState): void {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
}

export function focusWindow(is: boolean): void {
  focused = is;
  window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
}
