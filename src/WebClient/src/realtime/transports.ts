import { keep } from '@/platform/browserStorage';

/** How a connection may be carried, the best first. The last one gets through wherever the page itself got through. */
export const TRANSPORTS = ['webSockets', 'serverSentEvents', 'longPolling'] as const;
export type Transport = (typeof TRANSPORTS)[number];

const KEY = 'livechat.transport';
/** A laptop changes its network; an hour later the better ones are tried again. */
const REMEMBERED_MS = 60 * 60_000;
/** A proxy with little patience cuts each silent connection at the same age. The server speaks every 15 seconds. */
const SHORT_LIFE_MS = 20_000;
const SHORT_LIVES = 2;

/**
 * Which transport the next connection takes. SignalR itself leaves a transport only when it is refused; one that a proxy
 * lets open and then buffers, swallows or cuts would be tried for ever.
 */
export class TransportChoice {
  private index = 0;
  /** By `performance.now()`, which nobody can set. The stored copy is by `Date.now()`, because `performance.now()` begins anew with each page. */
  private until = 0;
  private shortLives = 0;
  /** A better one failed since a connection last stood. */
  private steppedDown = false;

  constructor(private readonly shortLifeMs = SHORT_LIFE_MS) {
    this.recall();
  }

  get current(): Transport {
    if (this.index > 0 && !this.steppedDown && performance.now() > this.until) this.forget();
    return TRANSPORTS[this.index]!;
  }

  get isLast(): boolean {
    return this.index === TRANSPORTS.length - 1;
  }

  /** The server was there, and this transport did not bring the connection about. False when none is left to try at once. */
  failed(): boolean {
    this.shortLives = 0;
    if (this.isLast) {
      this.forget();
      return false;
    }
    this.index += 1;
    this.steppedDown = true;
    return true;
  }

  /** A connection stands: what had to be left for it need not be tried again by the next page. */
  stands(): void {
    if (!this.steppedDown) return;
    this.steppedDown = false;
    this.until = performance.now() + REMEMBERED_MS;
    keep(localStorage, KEY, JSON.stringify({ transport: this.current, until: Date.now() + REMEMBERED_MS }));
  }

  /** A connection that stood is gone after `lifeMs`; `swallowed` when nothing that was asked over it was ever answered. */
  ended(lifeMs: number, swallowed: boolean): void {
    this.shortLives = lifeMs < this.shortLifeMs ? this.shortLives + 1 : 0;
    if (!this.isLast && (swallowed || this.shortLives >= SHORT_LIVES)) this.failed();
  }

  /** Another network: everything is worth a try again. */
  forget(): void {
    this.index = 0;
    this.shortLives = 0;
    this.steppedDown = false;
    localStorage.removeItem(KEY);
  }

  private recall(): void {
    try {
      const { transport, until } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as { transport?: Transport; until?: number };
      const left = Number(until) - Date.now();
      // More than was ever given means that the clock was set back.
      if (!transport || !(left > 0 && left <= REMEMBERED_MS)) return;
      this.index = Math.max(0, TRANSPORTS.indexOf(transport));
      this.until = performance.now() + left;
    } catch {
      // Not ours, or cut short: begin with the best.
    }
  }
}
