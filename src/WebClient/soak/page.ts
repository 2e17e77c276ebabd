import { PageStorage } from '@/platform/pageStorage';

/** What the page's modules expect of a browser, as far as they use it. */
class SharedStorage extends PageStorage {
  override setItem(key: string, value: string): void {
    super.setItem(key, value);
    tell(key);
  }

  override removeItem(key: string): void {
    super.removeItem(key);
    tell(key);
  }
}

/** Browsers tell every other tab. All the tabs here are one page, so the one that wrote hears it as well. */
function tell(key: string): void {
  setTimeout(() => window.dispatchEvent(Object.assign(new Event('storage'), { key })));
}

Object.assign(globalThis, {
  window: new EventTarget(),
  document: new EventTarget(),
  localStorage: new SharedStorage(),
  sessionStorage: new PageStorage(),
});
// Node has one of its own from version 21 on, without locks.
globalThis.navigator ??= {} as Navigator;
