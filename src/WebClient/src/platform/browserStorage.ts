import { PageStorage } from './pageStorage';

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

/** Calls with the key of whatever another tab of this browser has stored or removed, until the answer is called. */
export function onStored(take: (key: string) => void): () => void {
  const listen = ({ key }: StorageEvent) => key !== null && take(key);
  window.addEventListener('storage', listen);
  return () => window.removeEventListener('storage', listen);
}

// Modules ask for what is remembered as soon as they are loaded; those that do import this one.
replaceRefusedStorages();
