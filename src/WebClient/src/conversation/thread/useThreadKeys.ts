/** The focus goes to the message in a row of the list, where the list has brought it. */
export function focusMessage(row: Element | null | undefined): void {
  row?.querySelector<HTMLElement>('[data-testid="message"]')?.focus({ preventScroll: true });
}

/** The arrows lead from message to message, from the last one on. */
export function useThreadKeys(
  count: () => number,
  toIndex: (index: number, align: 'auto') => Promise<Element | null | undefined>,
): (event: KeyboardEvent) => Promise<void> {
  return async (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.target instanceof HTMLButtonElement) return;
    event.preventDefault();
    const from = document.activeElement?.closest<HTMLElement>('[data-index]');
    const to = from ? Number(from.dataset.index) + step : count() - 1;
    if (to >= 0 && to < count()) focusMessage(await toIndex(to, 'auto'));
  };
}
