import type { Head } from '@/api/types';

import { retryDelay } from './backoff';
import { Emitter } from './emitter';
import { HubError, parseHubError } from './hubError';
import { ANSWER_MS, SilenceError, within } from './patience';
import type { ConnectionState, Hub, HubMethods, ServerEvents } from './types';

export interface LinkOptions {
  /** Without WebSockets where something on the way swallows them. */
  createHub: (webSockets: boolean) => Hub;
  /** Asked when the server refuses the token; true when a fresh one is there. */
  renew: () => Promise<boolean>;
  isOffline?: () => boolean;
  delay?: (attempt: number) => number;
}

const EVENTS: (keyof ServerEvents)[] = [
  'MessageReceived', 'MessageUpdated', 'ConversationUpdated', 'ReadUpdated',
  'TypingChanged', 'PresenceChanged', 'Heads', 'SessionEnded',
];
const PROBE_MS = 5_000;

/**
 * Keeps one connection alive: a hub for each attempt, and a wait that grows between attempts. SignalR's own reconnect is
 * not used, because it gives up, can't be hurried, and doesn't say when it will try again.
 */
export class HubLink {
  readonly events = new Emitter<ServerEvents & { state: ConnectionState; connected: void; probed: { heads: Head[] } }>();
  state: ConnectionState = { kind: 'connecting' };
  private hub: Hub | null = null;
  private running = false;
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private renewed = false;
  /**
   * SignalR falls back by itself where WebSockets are refused. Where they are let in and carry nothing it would wait longer
   * than anybody; an attempt that hears nothing is followed by one of the other kind.
   */
  private webSockets = true;
  /** Calls under way. SignalR tells them of the end only when it has said goodbye, for which it may wait long. */
  private readonly calls = new Set<(error: HubError) => void>();

  constructor(private readonly options: LinkOptions) {}

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

  /** A new connection in place of a sound one, because its language is fixed when it is made. */
  reconnect(): void {
    if (!this.isConnected) return;
    void this.leave()?.stop().catch(() => undefined);
    this.setState({ kind: 'connecting' });
    void this.connect();
  }

  async invoke<M extends keyof HubMethods>(method: M, argument: HubMethods[M][0]): Promise<HubMethods[M][1]> {
    const hub = this.hub;
    if (!hub || !this.isConnected) throw new HubError('disconnected', '');
    const doubt = setTimeout(() => this.hub === hub && void this.probe(), ANSWER_MS);
    let abandon: (error: HubError) => void = () => undefined;
    const abandoned = new Promise<never>((_, reject) => (abandon = reject));
    this.calls.add(abandon);
    try {
      return await Promise.race([hub.invoke(method, argument), abandoned]);
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
    const hub = this.options.createHub(this.webSockets);
    this.hub = hub;
    for (const event of EVENTS)
      hub.on(event, (payload) => {
        if (this.hub !== hub) return;
        if (event === 'SessionEnded') this.end((payload as ServerEvents['SessionEnded']).reason);
        this.events.emit(event, payload);
      });
    hub.onClose(() => this.lost(hub));
    try {
      await within(ANSWER_MS, hub.start());
    } catch (error) {
      if (error instanceof SilenceError) this.webSockets = !this.webSockets;
      if (await this.isRefused(error, hub)) this.end('unauthenticated');
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
    this.webSockets = true;
    this.setState({ kind: 'connected' });
    this.events.emit('connected', undefined);
  }

  /** A token is renewed once; a second refusal in a row is the server's last word. */
  private async isRefused(error: unknown, hub: Hub): Promise<boolean> {
    if (this.hub !== hub || !isUnauthorized(error)) return false;
    if (this.renewed) return true;
    this.renewed = true;
    return !(await this.options.renew());
  }

  private lost(hub: Hub): void {
    if (this.hub !== hub || !this.running) return;
    this.leave();
    const wait = (this.options.delay ?? retryDelay)(this.attempt++);
    this.timer = setTimeout(() => void this.connect(), wait);
    this.setState({
      kind: 'reconnecting',
      retryAt: Date.now() + wait,
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
  private drop(hub: Hub): void {
    if (this.hub !== hub) return;
    void hub.stop().catch(() => undefined);
    this.lost(hub);
  }

  private setState(state: ConnectionState): void {
    this.state = state;
    this.events.emit('state', state);
  }
}

function isUnauthorized(error: unknown): boolean {
  return /\b401\b|unauthori[sz]ed/i.test(error instanceof Error ? error.message : String(error));
}
