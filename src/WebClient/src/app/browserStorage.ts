/** Stands in for a storage that the browser refuses, and lasts as long as the page. */
class PageStorage implements Storage {
  private readonly values = new Map<string, string>();
  [name: string]: unknown;

  get length(): number {
    return this.values.size;
  }

  key(index: number): string | null {
    return [...this.values.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.values.delete(key);
  }

  clear(): void {
    this.values.clear();
  }
}

/** Where cookies are blocked, the mere name of a storage throws. */
export function replaceRefusedStorages(page: Window = window): void {
  for (const name of ['localStorage', 'sessionStorage'] as const) {
    try {
      void page[name].length;
    } catch {
      Object.defineProperty(page, name, { value: new PageStorage() });
    }
  }
}

/** False when the storage is full: what should have been kept then lasts as long as the page. */
export function keep(storage: Storage, key: string, value: string): boolean {
  try {
    storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

// Modules ask for what is remembered as soon as they are loaded; those that do import this one.
replaceRefusedStorages();
