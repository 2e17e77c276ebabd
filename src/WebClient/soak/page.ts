/** What the page's modules expect of a browser, as far as they use it. */
class MemoryStorage implements Storage {
  [name: string]: unknown;
  readonly #values = new Map<string, string>();

  get length(): number {
    return this.#values.size;
  }

  key(index: number): string | null {
    return [...this.#values.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#values.set(key, value);
    tell(key);
  }

  removeItem(key: string): void {
    this.#values.delete(key);
    tell(key);
  }

  clear(): void {
    this.#values.clear();
  }
}

/** Browsers tell every other tab. All the tabs here are one page, so the one that wrote hears it as well. */
function tell(key: string): void {
  setTimeout(() => window.dispatchEvent(Object.assign(new Event('storage'), { key })));
}

Object.assign(globalThis, { window: new EventTarget(), document: new EventTarget(), localStorage: new MemoryStorage() });
// Node has one of its own from version 21 on, without locks.
globalThis.navigator ??= {} as Navigator;
