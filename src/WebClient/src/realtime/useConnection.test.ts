import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, ref, type EffectScope } from 'vue';

import { FakeHub, settle } from './hub.fake';
import { createSignalRHub } from './signalrHub';
import { useConnection } from './useConnection';

vi.mock('./signalrHub', () => ({ createSignalRHub: vi.fn() }));

const hubs: FakeHub[] = [];
const language = ref('zh-CN');
const startAfresh = vi.fn();
let scope: EffectScope;
let connection: ReturnType<typeof useConnection>;

beforeEach(() => {
  sessionStorage.clear();
  hubs.length = 0;
  vi.mocked(createSignalRHub).mockImplementation(() => {
    const hub = new FakeHub();
    hubs.push(hub);
    return hub;
  });
  scope = effectScope();
  connection = scope.run(() => useConnection({ token: () => 'a token', renew: async () => false }, () => language.value, startAfresh))!;
});

afterEach(() => {
  connection.disconnect();
  scope.stop();
  language.value = 'zh-CN';
  vi.clearAllMocks();
});

describe('a connection', () => {
  it('is made with the token of the session, in the language of the page', async () => {
    connection.connect({ me: 'b1' }, () => undefined);
    await settle();
    const [language, token] = vi.mocked(createSignalRHub).mock.lastCall!;
    expect([language, token()]).toEqual(['zh-CN', 'a token']);
    expect(connection.isConnected.value).toBe(true);
  });

  it('has its listeners before the first event', async () => {
    const states: string[] = [];
    connection.connect({ me: 'b1' }, (live) => {
      expect(hubs).toEqual([]);
      live.events.on('state', ({ kind }) => states.push(kind));
    });
    await settle();
    expect(states).toEqual(['connecting', 'connected']);
  });

  it('is made anew in another language', async () => {
    connection.connect({ me: 'b1' }, () => undefined);
    await settle();
    language.value = 'en';
    await vi.waitFor(() => expect(hubs).toHaveLength(2));
    expect(vi.mocked(createSignalRHub).mock.lastCall![0]).toBe('en');
  });

  it('follows everybody for an admin', async () => {
    connection.connect({ watchAll: true }, () => undefined);
    await settle();
    expect(hubs[0]!.calls).toContainEqual(['WatchAll', { enabled: true }]);
  });

  it('loads the page anew when the server was restored, after its listeners have forgotten', async () => {
    sessionStorage.setItem('livechat.epoch', 'zeroth');
    const forget = vi.fn(() => expect(startAfresh).not.toHaveBeenCalled());
    connection.connect({ me: 'b1' }, (live) => live.events.on('restored', forget));
    await settle();
    expect(forget).toHaveBeenCalledOnce();
    expect(startAfresh).toHaveBeenCalledOnce();
  });

  it('is gone after it was left, until it is made again', async () => {
    connection.connect({ me: 'b1' }, () => undefined);
    await settle();
    connection.disconnect();
    expect([connection.realtime.value, connection.isConnected.value, hubs[0]!.stopped]).toEqual([null, false, true]);
    connection.connect({ me: 'b2' }, () => undefined);
    await settle();
    expect(connection.isConnected.value).toBe(true);
  });
});
