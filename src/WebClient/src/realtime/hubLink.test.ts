import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeHub, settle } from './hub.fake';
import { HubError } from './hubError';
import { HubLink } from './hubLink';
import type { ConnectionState } from './types';

let hubs: FakeHub[];
let kinds: boolean[];
let prepare: (hub: FakeHub) => void;
let renew: ReturnType<typeof vi.fn<() => Promise<boolean>>>;
let link: HubLink;

const hub = () => hubs.at(-1)!;
const started = () => (link.start(), settle());

beforeEach(() => {
  vi.useFakeTimers();
  hubs = [];
  kinds = [];
  prepare = () => undefined;
  renew = vi.fn(async () => false);
  link = new HubLink({
    createHub: (webSockets) => {
      const next = new FakeHub();
      kinds.push(webSockets);
      prepare(next);
      hubs.push(next);
      return next;
    },
    renew, delay: (attempt) => 100 * (attempt + 1),
  });
});

afterEach(async () => {
  await link.stop();
  vi.useRealTimers();
});

describe('HubLink', () => {
  it('waits longer after each failure and starts over after a success', async () => {
    prepare = (next) => (next.startFails = new Error('refused'));
    const states: ConnectionState['kind'][] = [];
    link.events.on('state', (state) => states.push(state.kind));
    link.start();
    await vi.advanceTimersByTimeAsync(350);
    expect(hubs).toHaveLength(3);
    prepare = () => undefined;
    await vi.advanceTimersByTimeAsync(300);
    expect(link.state.kind).toBe('connected');
    expect(states).toEqual(['connecting', 'reconnecting', 'reconnecting', 'reconnecting', 'connected']);
  });

  it('tries without WebSockets after silence, and with them again after the next break', async () => {
    prepare = (next) => (next.startHangs = kinds.at(-1)!);
    link.start();
    await vi.advanceTimersByTimeAsync(10_200);
    expect(link.isConnected).toBe(true);
    expect(kinds).toEqual([true, false]);
    prepare = () => undefined;
    hub().drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(link.isConnected).toBe(true);
    expect(kinds).toEqual([true, false, true]);
  });

  it('renews a refused token once and then gives up', async () => {
    prepare = (next) => (next.startFails = new Error("Unauthorized: Status code '401'"));
    renew.mockResolvedValue(true);
    link.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renew).toHaveBeenCalledTimes(1);
    expect(hubs).toHaveLength(2);
    expect(link.state).toEqual({ kind: 'ended', reason: 'unauthenticated' });
  });

  it('stays away after the server ended the session', async () => {
    await started();
    hub().push('SessionEnded', { reason: 'disabled' });
    hub().drop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.state).toEqual({ kind: 'ended', reason: 'disabled' });
    expect(hubs).toHaveLength(1);
  });

  it('finds out that a socket died in its sleep', async () => {
    await started();
    hub().answer = () => new Promise(() => undefined);
    link.retryNow();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(hubs).toHaveLength(2);
    expect(link.state.kind).toBe('connected');
  });

  it('leaves a connection that counts as one and carries nothing', async () => {
    await started();
    hub().answer = () => {
      throw new Error("Cannot send data if the connection is not in the 'Connected' State.");
    };
    await expect(link.invoke('MarkRead', { conversation_id: 1, sequence: 1 })).rejects.toMatchObject({ code: 'disconnected' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hubs).toHaveLength(2);
    expect(link.state.kind).toBe('connected');
  });

  it('names the code of a hub failure, and a lost connection by its own', async () => {
    const outgoing = { conversation_id: 1, client_message_id: 'x', type: 'text' as const, content: 'hi' };
    await expect(link.invoke('SendMessage', outgoing)).rejects.toMatchObject({ code: 'disconnected' });
    await started();
    hub().answer = () => {
      throw new Error("An unexpected error occurred invoking 'SendMessage' on the server. HubException: conflict: 内容不同");
    };
    await expect(link.invoke('SendMessage', outgoing)).rejects.toEqual(new HubError('conflict', '内容不同'));
  });

  it('makes a new connection when the language changes', async () => {
    await started();
    const first = hub();
    link.reconnect();
    await settle();
    expect(first.stopped).toBe(true);
    expect(hubs).toHaveLength(2);
    expect(link.state.kind).toBe('connected');
  });
});
