import { ref } from 'vue';

import { config, readConfig } from './config';

/** Browsers look for a new service worker when a page is opened; a page that stays open all day looks itself. */
const LOOK_EVERY_MS = 60 * 60_000;
/** The service worker fetches all that works offline; whoever opens the page has the network to themselves before. */
const REGISTER_AFTER_MS = 3_000;

/** The server has another page than the one that runs here. */
export const updateReady = ref(false);

const entryOf = (page: Document) => page.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute('src');
/** This page came from what the service worker kept, so its settings may be old. */
const isKept = document.querySelector('meta[name="livechat-kept"]') !== null;
let hasConnected = false;

async function look(): Promise<void> {
  if (updateReady.value) return;
  try {
    const answer = await fetch(`${config.base}/chat`, { cache: 'no-cache' });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const same = entryOf(page) === entryOf(document) && JSON.stringify(readConfig(page)) === JSON.stringify(config);
    if (!same) updateReady.value = true;
  } catch {
    // Without a network there is nothing new either.
  }
}

/** A server that comes back after a break may have been replaced meanwhile. */
export function lookAfterConnect(): void {
  if (hasConnected || isKept) void look();
  hasConnected = true;
}

/** Only what was built has a service worker; the development server replaces modules by itself. */
export function watchUpdates(): void {
  // A part of this page did not come: it is gone from the server, which has a newer one, or the server itself is away.
  window.addEventListener('vite:preloadError', () => void look());
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  setTimeout(register, REGISTER_AFTER_MS);
}

function register(): void {
  if (!navigator.onLine) return window.addEventListener('online', register, { once: true });
  navigator.serviceWorker.register(`${config.base}/sw.js`).then(
    (worker) => {
      worker.addEventListener('updatefound', () => {
        const next = worker.installing;
        next?.addEventListener('statechange', () => next.state === 'activated' && void look());
      });
      setInterval(() => void worker.update().catch(() => undefined), LOOK_EVERY_MS);
    },
    () => undefined,
  );
}
