/** A page this much shorter than it was has a keyboard over or under it, in pixels. */
const KEYBOARD_MIN = 120;

/**
 * Tells the style sheets when a keyboard is there (`data-keyboard` on the root), so that what is not for writing makes way.
 * Where the keyboard covers the page instead of shrinking it (Safari), the page becomes as high as what can be seen of it;
 * elsewhere `interactive-widget` in the page's head has done that already.
 */
export function keepAboveKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const root = document.documentElement;
  /** The highest that this window was at its present width; turned round it is another one. */
  let full = { width: window.innerWidth, height: window.innerHeight };
  const fit = () => {
    const height = seen.height * seen.scale;
    if (full.width !== window.innerWidth) full = { width: window.innerWidth, height: window.innerHeight };
    full.height = Math.max(full.height, window.innerHeight);
    const covered = window.innerHeight - height > KEYBOARD_MIN;
    const writing = document.activeElement?.matches('textarea, input') ?? false;
    root.toggleAttribute('data-keyboard', writing && full.height - height > KEYBOARD_MIN);
    if (covered) root.style.setProperty('--page-height', `${Math.round(seen.height)}px`);
    else root.style.removeProperty('--page-height');
    if (covered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
  // Some browsers shrink the page first and move the focus afterwards.
  document.addEventListener('focusin', fit);
  document.addEventListener('focusout', fit);
}
