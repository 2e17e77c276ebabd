import { onBeforeUnmount, onMounted } from 'vue';

import { shortcutOf, type Shortcut } from './shortcuts';

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** The page's keys. A key that something nearer has used, and every key while a dialog or a menu is open, is none of the page's. */
export function useShortcuts(actions: Record<Shortcut, () => void>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || document.querySelector('dialog[open], :popover-open')) return;
    const shortcut = shortcutOf(event, isField(event.target));
    // A search that holds something is emptied first; the browser does that.
    if (!shortcut || (shortcut === 'back' && event.target instanceof HTMLInputElement && event.target.value !== '')) return;
    event.preventDefault();
    actions[shortcut]();
  }

  onMounted(() => window.addEventListener('keydown', onKeydown));
  onBeforeUnmount(() => window.removeEventListener('keydown', onKeydown));
}
