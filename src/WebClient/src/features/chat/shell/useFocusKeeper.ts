import { onMounted, onScopeDispose, type Ref } from 'vue';

/**
 * When what has the focus leaves the page (a pill that did its work, a recording that ended), the browser puts the focus at the page's
 * very top. Here it goes where work goes on: `to` moves it there.
 */
export function useFocusKeeper(root: Readonly<Ref<HTMLElement | null>>, to: () => void): void {
  let last: Element | null = null;
  let frame = 0;

  const remember = (event: FocusEvent) => (last = event.target as Element);
  /** Whoever clicks beside everything wants the focus nowhere. */
  function forget(event: PointerEvent): void {
    if (!(event.target as Element).closest('a, button, input, textarea, select, [tabindex]')) last = null;
  }

  function keep(): void {
    frame = 0;
    // Hidden counts as gone: a tool that only shows while its row is pointed at.
    if (document.activeElement !== document.body || !last || (last.isConnected && last.checkVisibility?.() !== false)) return;
    last = null;
    if (!document.querySelector('dialog[open], :popover-open')) to();
  }

  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body && last && frame === 0) frame = requestAnimationFrame(keep);
  });
  onMounted(() => {
    if (!root.value) return;
    root.value.addEventListener('focusin', remember);
    root.value.addEventListener('pointerdown', forget);
    observer.observe(root.value, { childList: true, subtree: true });
  });
  onScopeDispose(() => {
    root.value?.removeEventListener('focusin', remember);
    root.value?.removeEventListener('pointerdown', forget);
    observer.disconnect();
    cancelAnimationFrame(frame);
  });
}
