// The page without a network, and nothing else: what people wrote, and anything of /api, /hubs and /media, is never kept.

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build. */
declare const __LIVECHAT_SHELL__: { version: string; files: string[] };

const { version, files: names } = __LIVECHAT_SHELL__;
/** The path below which everything lies, which is that of this script: `/` or `/support/`. */
const BASE = new URL('.', self.location.href).pathname;
const files = names.map((name) => BASE + name);
const PREFIX = 'livechat-';
const CACHE = PREFIX + version;
/** The pages that work without a network. They are one and the same document, kept under the first name. */
const PAGES = [`${BASE}chat`, `${BASE}login`];
const PAGE = PAGES[0]!;
/** A network slower than this is treated as none, in milliseconds. */
const PATIENCE_MS = 4_000;

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== 'GET' || origin !== self.location.origin) return;
  if (mode === 'navigate' && PAGES.includes(pathname)) event.respondWith(page(event));
  else if (pathname.startsWith(`${BASE}assets/`)) event.respondWith(asset(event.request));
});

/** A click on a notice that the page could not show by itself, which is so on phones. */
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(event.notification.data as { address: string; conversation: number }));
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(files);
  await keepPage(await fetch(PAGE));
  // Files have the hash of their content in their name, so pages of another build find in here what is theirs or nothing.
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  await self.registration.navigationPreload?.enable();
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  // The one before stays, for tabs that still run it.
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** From the server, which writes its settings into the page; from here only when it does not answer. */
async function page(event: FetchEvent): Promise<Response> {
  const network = fromServer(event);
  event.waitUntil(network.catch(() => undefined));
  try {
    return await Promise.race([network, tooSlow()]);
  } catch {
    return (await kept(PAGE)) ?? network;
  }
}

/** What was kept last first: searched all together, the oldest cache answers. */
async function kept(request: Request | string): Promise<Response | undefined> {
  return (await (await caches.open(CACHE)).match(request)) ?? caches.match(request);
}

async function fromServer(event: FetchEvent): Promise<Response> {
  const response = ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request));
  if (response.status >= 500) throw new Error(`${response.status}`);
  if (response.ok) await keepPage(response.clone());
  return response;
}

function tooSlow(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE_MS));
}

/** Marked as kept, so that the page knows that its settings may be old. The address, which may name somebody, is not kept. */
async function keepPage(response: Response): Promise<void> {
  const page = await response.text();
  // A page of a newer build would not find its files without a network; it comes with the next service worker.
  if (!files.some((file) => file.endsWith('.js') && page.includes(`src="${file}"`))) return;
  const html = page.replace('<head>', '<head><meta name="livechat-kept">');
  const headers = new Headers(response.headers);
  headers.delete('Content-Encoding');
  headers.delete('Content-Length');
  await (await caches.open(CACHE)).put(PAGE, new Response(html, { headers }));
}

async function asset(request: Request): Promise<Response> {
  const known = await kept(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

async function show({ address, conversation }: { address: string; conversation: number }): Promise<void> {
  const userOf = (url: string) => new URL(url).searchParams.get('user_id');
  const windows = await self.clients.matchAll({ type: 'window' });
  const theirs = windows.find((window) => new URL(window.url).pathname === PAGE && userOf(window.url) === userOf(address));
  if (!theirs) return void (await self.clients.openWindow(address));
  await theirs.focus();
  theirs.postMessage({ conversation });
}
