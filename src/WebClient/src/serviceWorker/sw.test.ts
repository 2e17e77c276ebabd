import { beforeEach, describe, expect, it, vi } from 'vitest';

/** The caches of one browser, in the order in which they were made, as browsers search them. */
class FakeCaches {
  readonly stored = new Map<string, Map<string, Response>>();

  async open(name: string) {
    const entries = this.stored.get(name) ?? new Map<string, Response>();
    this.stored.set(name, entries);
    return {
      match: async (request: string) => entries.get(request)?.clone(),
      put: async (request: string, response: Response) => void entries.set(request, response),
      addAll: async (files: string[]) => files.forEach((file) => entries.set(file, new Response(file))),
    };
  }

  async match(request: string) {
    for (const entries of this.stored.values()) if (entries.has(request)) return entries.get(request)!.clone();
    return undefined;
  }

  keys = async () => [...this.stored.keys()];
  delete = async (name: string) => this.stored.delete(name);
}

type Handler = (event: Record<string, unknown>) => void;
const pageOf = (build: string) => `<html><head></head><script type="module" src="/assets/index-${build}.js"></script>${build}`;
let caches: FakeCaches;
let server: string | null;

/** The service worker of one build, as a browser would run it. */
async function run(build: string) {
  const handlers = new Map<string, Handler>();
  vi.stubGlobal('__LIVECHAT_SHELL__', { version: build, files: [`assets/index-${build}.js`] });
  vi.stubGlobal('self', {
    addEventListener: (name: string, handler: Handler) => handlers.set(name, handler),
    location: { origin: 'http://x', href: 'http://x/sw.js' },
    skipWaiting: async () => undefined,
    registration: {},
    clients: { claim: async () => undefined },
  });
  vi.resetModules();
  await import('./sw');
  const extend = async (name: string) => {
    let work: Promise<unknown> = Promise.resolve();
    handlers.get(name)!({ waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  const open = async () => {
    let answer: Promise<Response> | undefined;
    handlers.get('fetch')!({
      request: { method: 'GET', mode: 'navigate', url: 'http://x/chat' },
      preloadResponse: Promise.resolve(undefined),
      respondWith: (promise: Promise<Response>) => (answer = promise),
      waitUntil: () => undefined,
    });
    return (await answer!).text();
  };
  return { install: () => extend('install'), activate: () => extend('activate'), open };
}

beforeEach(() => {
  caches = new FakeCaches();
  vi.stubGlobal('caches', caches);
  vi.stubGlobal('fetch', async () => {
    if (server === null) throw new TypeError('no network');
    return new Response(pageOf(server));
  });
});

describe('the service worker', () => {
  it('opens the build that was installed last when the server is away after an update', async () => {
    server = 'one';
    const first = await run('one');
    await first.install();
    await first.activate();
    server = 'two';
    const second = await run('two');
    await second.install();
    await second.activate();
    server = null;
    expect(await second.open()).toContain('index-two.js');
  });

  it('keeps no page whose files it does not have', async () => {
    server = 'one';
    const first = await run('one');
    await first.install();
    server = 'two';
    expect(await first.open()).toContain('index-two.js');
    server = null;
    expect(await first.open()).toContain('index-one.js');
  });

  it('keeps its own files also where an older build comes back', async () => {
    for (const build of ['one', 'two', 'three', 'one']) {
      server = build;
      const worker = await run(build);
      await worker.install();
      await worker.activate();
    }
    expect(await caches.keys()).toContain('livechat-one');
    expect(caches.stored.size).toBe(2);
  });
});
