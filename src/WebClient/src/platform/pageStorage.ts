/** A storage that lasts as long as the page. */
export class PageStorage implements Storage {
  private readonly values = new Map<string, string>();
  /** Kept, because a walk over all keys asks for one after the other. */
  private keys: string[] | null = null;
  [name: string]: unknown;

  get length(): number {
    return this.values.size;
  }

  key(index: number): string | null {
    this.keys ??= [...this.values.keys()];
    return this.keys[index] ?? null;
  }

  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (!this.values.has(key)) this.keys = null;
    this.values.set(key, value);
  }

  removeItem(key: string): void {
    this.keys = null;
    this.values.delete(key);
  }

  clear(): void {
    this.keys = null;
    this.values.clear();
  }
}
