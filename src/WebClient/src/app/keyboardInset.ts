/** A page this much shorter than its window has a keyboard over it, in pixels. */
const KEYBOARD_MIN = 120;

/**
 * Where the keyboard covers the page instead of shrinking it (Safari), the page is as high as what can be seen of it.
 * Elsewhere `interactive-widget` in the page's head has done that already.
 */
export function keepAboveKeyboard(): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    const covered = window.innerHeight - seen.height * seen.scale > KEYBOARD_MIN;
    if (covered) document.documentElement.style.setProperty('--page-height', `${Math.round(seen.height)}px`);
    else document.documentElement.style.removeProperty('--page-height');
    if (covered) window.scrollTo(0, 0);
  };
  seen.addEventListener('resize', fit);
}
