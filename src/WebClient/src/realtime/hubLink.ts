import type { AllHeads } from '@/api/types';

import { retryDelay } from './backoff';
import { Emitter } from './emitter';
import { SERVER_EVENTS, type HubMethods, type ServerEvents } from './hubContract';
import { HubError, parseHubError } from './hubError';
import { ANSWER_MS, SilenceError, within } from './patience';
import { TransportChoice, type Transport } from './transports';
import type { ConnectionState, Hub } from './types';

export interface LinkOptions {
  createHub: (transport: Transport) => Hub;
  transports?: TransportChoice;
  /** Asked when the server refuses the token; true when a fresh one is there. */
  renew: () => Promise<boolean>;
  isOffline?: () => boolean;
  delay?: (attempt: number) => number;
}

const PROBE_MS = 5_000;
/** From the server's first answer until the transport has carried SignalR's greeting, at least; more where that answer itself was slow. */
const CARRY_MS = 3_000;
const CARRY_FACTOR = 4;
/** A server that answers a plain request within this time is not what a silent transport waited for. */
const QUICK_MS = 1_000;

/**
 * Keeps one connection alive: a hub for each attempt, and a wait that grows between attempts. SignalR's own reconnect is
 * not used, because it gives up, can't be hurried, and doesn't say when it will try again.
 */
export class HubLink {
  readonly events = new Emitter<ServerEvents & { state: ConnectionState; connected: void; probed: AllHeads }>();
  state: ConnectionState = { kind: 'connecting' };
  private hub: Hub | null = null;
  private running = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewed = false;
  private readonly transports: TransportChoice;
  private connectedAt = 0;
  /** Something came over the connection that stands. */
  private carried = false;
  /** The server has refused the last attempt because this person has too many pages open. */
  private isCrowded = false;
  /** Calls under way. SignalR tells them of the end only when it has said goodbye, for which it may wait long. */
  private readonly calls = new Set<(error: HubError) => void>();

  constructor(private readonly options: LinkOptions) {
    this.transports = options.transports ?? new TransportChoice();
  }

  get isConnected(): boolean {
    return this.state.kind === 'connected';
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.attempt = 0;
    this.renewed = false;
    this.setState({ kind: 'connecting' });
    void this.connect();
  }

  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timer);
    const hub = this.leave();
    await hub?.stop().catch(() => undefined);
  }

  /** Skips the wait. While connected it asks for a sign of life instead: a laptop that slept holds a dead socket. */
  retryNow(): void {
    if (!this.running) return;
    if (this.isConnected) {
      void this.probe();
    } else if (this.state.kind === 'reconnecting' && this.timer !== undefined) {
      clearTimeout(this.timer);
      this.attempt = 0;
      void this.connect();
    }
  }

  /** The network is another one: what did not get through the last one may get through this one. */
  forgetTransport(): void {
    if (!this.isConnected) this.transports.forget();
  }

  /** A new connection in place of a sound one, because its language is fixed when it is made. */
  reconnect(): void {
    if (!this.isConnected) return;
    void this.leave()
      ?.stop()
      .catch(() => undefined);
    this.setState({ kind: 'connecting' });
    void this.connect();
  }

  async invoke<M extends keyof HubMethods>(method: M, argument: HubMethods[M][0]): Promise<HubMethods[M][1]> {
    const hub = this.hub;
    if (!hub || !this.isConnected) throw new HubError('disconnected', '');
    const doubt = setTimeout(() => {
      if (this.hub !== hub) return;
      if (this.carried) void this.probe();
      else this.drop(hub, true);
    }, ANSWER_MS);
    let abandon: (error: HubError) => void = () => undefined;
    const abandoned = new Promise<never>((_, reject) => (abandon = reject));
    this.calls.add(abandon);
    try {
      const answer = await Promise.race([hub.invoke(method, argument), abandoned]);
      if (this.hub === hub) this.carried = true;
      return answer;
    } catch (error) {
      // When the connection is gone, whatever SignalR says about it means only that.
      const failure = this.hub === hub ? parseHubError(error) : new HubError('disconnected', '');
      if (failure.code === 'disconnected') this.drop(hub);
      throw failure;
    } finally {
      clearTimeout(doubt);
      this.calls.delete(abandon);
    }
  }

  private async connect(): Promise<void> {
    this.timer = undefined;
    const hub = this.options.createHub(this.transports.current);
    this.hub = hub;
    for (const event of SERVER_EVENTS)
      hub.on(event, (payload) => {
        if (this.hub !== hub) return;
        this.carried = true;
        if (event === 'SessionEnded') this.end((payload as ServerEvents['SessionEnded']).reason);
        this.events.emit(event, payload);
      });
    hub.onClose(() => this.lost(hub));
    const begun = performance.now();
    let negotiatedMs: number | null = null;
    try {
      await this.open(hub, () => (negotiatedMs = performance.now() - begun));
    } catch (error) {
      this.isCrowded = isTooMany(error);
      if (await this.isRefused(error, hub)) this.end('unauthenticated');
      else if (!this.isCrowded && (await this.isTransportToBlame(error, hub, negotiatedMs)) && this.transports.failed())
        void this.connect();
      else this.lost(hub);
      void hub.stop().catch(() => undefined);
      return;
    }
    if (this.hub !== hub) {
      void hub.stop().catch(() => undefined);
      return;
    }
    this.attempt = 0;
    this.renewed = false;
    this.carried = false;
    this.connectedAt = performance.now();
    this.transports.stands();
    this.isCrowded = false;
    this.setState({ kind: 'connected' });
    this.events.emit('connected', undefined);
  }

  /** Fails when the server is silent, and sooner when the server answered and the transport then carries nothing. */
  private async open(hub: Hub, negotiated: () => void): Promise<void> {
    const begun = performance.now();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let giveUp: (error: SilenceError) => void = () => undefined;
    const nothing = new Promise<never>((_, reject) => (giveUp = reject));
    const started = hub.start(() => {
      negotiated();
      const patience = Math.max(CARRY_MS, CARRY_FACTOR * (performance.now() - begun));
      if (!this.transports.isLast) timer = setTimeout(() => giveUp(new SilenceError('carries nothing')), patience);
    });
    try {
      await within(ANSWER_MS, Promise.race([started, nothing]));
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * The server was there, and the transport brought nothing. Where it was only silent, the server is asked for a plain answer: one that is
   * overloaded, or that stops, is slow with every transport, and all its pages would end up with the costliest.
   */
  private async isTransportToBlame(error: unknown, hub: Hub, negotiatedMs: number | null): Promise<boolean> {
    if (negotiatedMs === null || this.hub !== hub) return false;
    if (!(error instanceof SilenceError)) return true;
    try {
      await within(Math.max(QUICK_MS, negotiatedMs), hub.ping());
      return this.hub === hub;
    } catch {
      return false;
    }
  }

  /** A token is renewed once; a second refusal in a row is the server's last word. */
  private async isRefused(error: unknown, hub: Hub): Promise<boolean> {
    if (this.hub !== hub || !isUnauthorized(error)) return false;
    if (this.renewed) return true;
    this.renewed = true;
    return !(await this.options.renew());
  }

  private lost(hub: Hub, swallowed = false): void {
    if (this.hub !== hub || !this.running) return;
    if (this.isConnected && !this.options.isOffline?.()) this.transports.ended(performance.now() - this.connectedAt, swallowed);
    this.leave();
    const wait = (this.options.delay ?? retryDelay)(this.attempt++);
    this.timer = setTimeout(() => void this.connect(), wait);
    this.setState({
      kind: 'reconnecting',
      retryAt: performance.now() + wait,
      crowded: this.isCrowded,
      offline: this.options.isOffline?.() ?? false,
    });
  }

  private leave(): Hub | null {
    const hub = this.hub;
    this.hub = null;
    for (const abandon of this.calls) abandon(new HubError('disconnected', ''));
    return hub;
  }

  private end(reason: string): void {
    void this.stop();
    this.setState({ kind: 'ended', reason });
  }

  private async probe(): Promise<void> {
    const hub = this.hub;
    if (!hub) return;
    try {
      const heads = await within(PROBE_MS, hub.invoke('GetHeads', {}));
      if (this.hub === hub) this.events.emit('probed', heads);
    } catch {
      this.drop(hub);
    }
  }

  /**
   * Leaves a connection that carries nothing. SignalR does not always say so: one that broke in the instant in which it was
   * made counts as connected for ever, and refuses every call.
   */
  private drop(hub: Hub, swallowed = false): void {
    if (this.hub !== hub) return;
    this.lost(hub, swallowed);
    void hub.stop().catch(() => undefined);
  }

  private setState(state: ConnectionState): void {
    this.state = state;
    this.events.emit('state', state);
  }
}

function isUnauthorized(error: unknown): boolean {
  return /\b401\b|unauthori[sz]ed/i.test(error instanceof Error ? error.message : String(error));
}

function isTooMany(error: unknown): boolean {
  return /\b429\b/.test(error instanceof Error ? error.message : String(error));
}
