const FIRST_WAIT_MS = 1_000;

/**
 * Asks again for style sheets that failed, ever more seldom. A part that is loaded anew brings its script alone, because its
 * styles count as asked for, and would stand there without them.
 */
export function refetchLostStyles(): void {
  window.addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
      const wait = Number(target.dataset.wait) || FIRST_WAIT_MS;
      setTimeout(() => {
        const again = target.cloneNode() as HTMLLinkElement;
        again.dataset.wait = String(2 * wait);
        target.replaceWith(again);
      }, wait);
    },
    true,
  );
}
