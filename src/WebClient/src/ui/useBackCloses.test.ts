import { beforeEach, expect, it, vi } from 'vitest';

import type * as BackCloses from './useBackCloses';

/** The tab's history: entries of one page, and a way back that takes its time, as the browser's does. */
class FakeHistory {
  private entries: { state: Record<string, unknown> | null; address: string }[] = [
    { state: null, address: 'list' },
    { state: { position: 1 }, address: 'chat' },
  ];
  private index = 1;

  get state() {
    return this.entries[this.index]!.state;
  }
  get address() {
    return this.entries[this.index]!.address;
  }
  get depth() {
    return this.index;
  }

  pushState(state: Record<string, unknown>, _: string, address = this.address): void {
    this.entries.splice(this.index + 1, Infinity, { state, address });
    this.index += 1;
  }

  replaceState(state: Record<string, unknown>, _: string, address = this.address): void {
    this.entries[this.index] = { state, address };
  }

  back(): void {
    this.travel(-1);
  }
  forward(): void {
    this.travel(1);
  }

  private travel(by: number): void {
    setTimeout(() => {
      if (!this.entries[this.index + by]) return;
      this.index += by;
      window.dispatchEvent(new PopStateEvent('popstate'));
    }, 5);
  }
}

let past: FakeHistory;
let module: typeof BackCloses;

const unload: (() => void)[] = [];

/** The page as it is loaded: its module begins anew, and finds the history as it was left. */
async function load(): Promise<void> {
  for (const forget of unload.splice(0)) forget();
  vi.resetModules();
  const listen = vi.spyOn(window, 'addEventListener');
  module = await import('./useBackCloses');
  for (const [event, listener] of listen.mock.calls) unload.push(() => window.removeEventListener(event, listener as EventListener));
  listen.mockRestore();
}

/** Opens one that closes as dialogs do: on being asked to, and then says so. */
function open(): { isOpen: boolean; close: () => void } {
  const surface = {
    isOpen: true,
    close: () => {
      surface.isOpen = false;
      leave();
    },
  };
  const leave = module.enterHistory(surface.close);
  return surface;
}

const settled = () => vi.advanceTimersByTimeAsync(3_000);

beforeEach(async () => {
  vi.useFakeTimers();
  past = new FakeHistory();
  vi.stubGlobal('history', past);
  vi.stubGlobal('location', {
    get href() {
      return past.address;
    },
  });
  await load();
});

it('closes what is uppermost by one step back, and keeps the rest', async () => {
  const [below, above] = [open(), open()];
  expect(past.state).toMatchObject({ position: 1, surface: expect.any(String) });
  past.back();
  await settled();
  expect([below.isOpen, above.isOpen, past.depth]).toEqual([true, false, 2]);
  past.back();
  await settled();
  expect([below.isOpen, past.depth]).toEqual([false, 1]);
});

it('takes its entry away when it is closed by other means', async () => {
  open().close();
  await settled();
  expect(past.depth).toBe(1);
});

it.each([
  ['from above', [1, 0]],
  ['from below', [0, 1]],
])('leaves none of two entries when both are closed at once, %s', async (_, order) => {
  const both = [open(), open()];
  for (const index of order) both[index]!.close();
  await settled();
  expect(past.depth).toBe(1);
});

it('gives one that opens while another closes an entry of its own', async () => {
  open().close();
  const next = open();
  await settled();
  expect([next.isOpen, past.depth]).toEqual([true, 2]);
  past.back();
  await settled();
  expect([next.isOpen, past.depth]).toEqual([false, 1]);
});

it('does not stay on the entry of one that is closed, which one comes upon by going forward', async () => {
  const surface = open();
  past.back();
  await settled();
  past.forward();
  await settled();
  expect([surface.isOpen, past.depth]).toEqual([false, 1]);
});

it('leaves the entry that a reload found without its surface', async () => {
  open();
  await load();
  await settled();
  expect(past.depth).toBe(1);
});

it('closes everything before one goes elsewhere', async () => {
  const both = [open(), open()];
  const left = module.leaveSurfaces();
  await settled();
  await left;
  expect([both.map(({ isOpen }) => isOpen), past.depth]).toEqual([[false, false], 1]);
});

it('lets a step to another page wait until what was closed is out of the history', async () => {
  const surface = open();
  surface.close();
  const going = module.surfacesLeft()!.then(() => past.pushState({}, '', 'another page'));
  await settled();
  await going;
  expect([past.address, past.depth]).toEqual(['another page', 2]);
  expect(module.surfacesLeft()).toBeNull();
});

it('takes one step when one is closed and left in the same instant', async () => {
  const surface = open();
  const left = module.leaveSurfaces();
  surface.close();
  await settled();
  await left;
  expect([past.address, past.depth]).toEqual(['chat', 1]);
});

it('keeps an entry in which the page has moved on meanwhile', async () => {
  const surface = open();
  past.replaceState(past.state!, '', 'another chat');
  surface.close();
  await settled();
  expect([past.address, past.depth, past.state?.surface]).toEqual(['another chat', 2, undefined]);
});

it('waits for no browser that has nothing further back', async () => {
  open();
  past.back = () => undefined;
  const left = module.leaveSurfaces();
  await settled();
  await expect(left).resolves.toBeUndefined();
});
