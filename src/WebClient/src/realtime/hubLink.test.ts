import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeHub, settle } from './hub.fake';
import { HubError } from './hubError';
import { HubLink } from './hubLink';
import { TransportChoice, type Transport } from './transports';
import type { ConnectionState } from './types';

let hubs: FakeHub[];
let kinds: Transport[];
let prepare: (hub: FakeHub) => void;
let renew: ReturnType<typeof vi.fn<() => Promise<boolean>>>;
let link: HubLink;

const hub = () => hubs.at(-1)!;
const started = () => (link.start(), settle());

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  hubs = [];
  kinds = [];
  prepare = () => undefined;
  renew = vi.fn(async () => false);
  link = new HubLink({
    createHub: (transport) => {
      const next = new FakeHub();
      kinds.push(transport);
      prepare(next);
      hubs.push(next);
      return next;
    },
    renew,
    delay: (attempt) => 100 * (attempt + 1),
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

  it('says that too many pages are open, until there is room', async () => {
    prepare = (next) => (next.startFails = new Error("Failed to complete negotiation with the server: Error: : Status code '429'"));
    link.start();
    await settle();
    expect(link.state).toMatchObject({ kind: 'reconnecting', crowded: true });
    prepare = (next) => (next.startFails = new Error('refused'));
    await vi.advanceTimersByTimeAsync(150);
    expect(link.state).toMatchObject({ kind: 'reconnecting', crowded: false });
  });

  it('tells when it tries again by a clock that nobody sets', async () => {
    prepare = (next) => (next.startFails = new Error('refused'));
    link.start();
    await settle();
    vi.setSystemTime(Date.now() - 3_600_000);
    expect((link.state as { retryAt: number }).retryAt - performance.now()).toBeLessThanOrEqual(100);
  });

  it('takes the next transport at once where one is refused, or opens and carries nothing, and stays with what works', async () => {
    prepare = (next) => {
      next.transportFails = kinds.at(-1) === 'webSockets';
      next.carriesNothing = kinds.at(-1) === 'serverSentEvents';
    };
    link.start();
    await vi.advanceTimersByTimeAsync(3_100);
    expect(link.isConnected).toBe(true);
    expect(kinds).toEqual(['webSockets', 'serverSentEvents', 'longPolling']);
    hub().drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(kinds.at(-1)).toBe('longPolling');
    expect(new TransportChoice().current).toBe('longPolling');
  });

  it('gives a transport more time where the server itself answers slowly', async () => {
    prepare = (next) => (next.answersAfter = 2_000);
    link.start();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(kinds).toEqual(['webSockets']);
    hub().open();
    await settle();
    expect(link.isConnected).toBe(true);
  });

  it('says nothing against a transport while the server is slow with every request', async () => {
    prepare = (next) => {
      next.carriesNothing = true;
      next.pingsAfter = 1_500;
    };
    link.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(hubs.length).toBeGreaterThan(1);
    expect(new Set(kinds)).toEqual(new Set(['webSockets']));
    expect(new TransportChoice().current).toBe('webSockets');
  });

  it('says nothing against a transport when the server is away', async () => {
    prepare = (next) => (next.startFails = new Error('refused'));
    link.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(new Set(kinds)).toEqual(new Set(['webSockets']));
  });

  it('leaves a transport whose connections are cut young, and not one that lasts', async () => {
    await started();
    for (let cut = 0; cut < 2; cut += 1) {
      await vi.advanceTimersByTimeAsync(60_000);
      hub().drop();
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(kinds.at(-1)).toBe('webSockets');
    for (let cut = 0; cut < 2; cut += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      hub().drop();
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(kinds.at(-1)).toBe('serverSentEvents');
  });

  it('leaves a transport that greets and then answers nothing', async () => {
    await started();
    hub().answer = () => new Promise(() => undefined);
    void link.invoke('GetHeads', {}).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10_200);
    expect(kinds).toEqual(['webSockets', 'serverSentEvents']);
  });

  it('tries the best again in another network, after an hour, and when the last one fails too', async () => {
    prepare = (next) => (next.transportFails = kinds.at(-1) !== 'longPolling');
    await started();
    expect(kinds.at(-1)).toBe('longPolling');
    hub().drop();
    link.forgetTransport();
    await vi.advanceTimersByTimeAsync(200);
    expect(kinds.slice(3)).toEqual(['webSockets', 'serverSentEvents', 'longPolling']);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    hub().drop();
    await vi.advanceTimersByTimeAsync(200);
    expect(kinds.slice(6)).toEqual(['webSockets', 'serverSentEvents', 'longPolling']);
    prepare = (next) => (next.transportFails = true);
    hub().drop();
    await vi.advanceTimersByTimeAsync(350);
    expect(kinds.slice(9, 11)).toEqual(['longPolling', 'webSockets']);
  });

  it.each([
    '{"transport":"pigeons","until":99999999999999}',
    '{"transport":"longPolling","until":99999999999999}',
    '{"transport":"longPolling","until":1}',
    'x',
    'null',
  ])('begins with the best where %s is remembered', (value) => {
    localStorage.setItem('livechat.transport', value);
    expect(new TransportChoice().current).toBe('webSockets');
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
