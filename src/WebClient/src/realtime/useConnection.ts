import { computed, shallowRef, watch } from 'vue';

import { api, type Credentials } from '@/api/client';

import { Realtime, type RealtimeOptions } from './realtime';
import { createSignalRHub } from './signalrHub';
import type { ConnectionState } from './types';

const CONNECTING: ConnectionState = { kind: 'connecting' };

/** The one connection of a page, made with its session and in its language. A store keeps it, and attaches what listens to it. */
export function useConnection(session: Credentials, language: () => string, startAfresh = () => location.reload()) {
  const realtime = shallowRef<Realtime | null>(null);
  const state = shallowRef<ConnectionState>(CONNECTING);
  const isConnected = computed(() => state.value.kind === 'connected');

  /** `attach` adds the listeners before the first event can come. */
  function connect(options: Pick<RealtimeOptions, 'me' | 'watchAll'>, attach: (connection: Realtime) => void): void {
    const connection = new Realtime({
      ...options,
      createHub: (transport) => createSignalRHub(language(), () => session.token() ?? '', transport),
      source: api,
      renew: session.renew,
      isOffline: () => !navigator.onLine,
    });
    connection.events.on('state', (next) => (state.value = next));
    attach(connection);
    // Whoever listens has forgotten what it holds by then. Nothing else on the page can be trusted to fit what the server has now.
    connection.events.on('restored', () => startAfresh());
    realtime.value = connection;
    connection.start();
  }

  function disconnect(): void {
    void realtime.value?.stop();
    realtime.value = null;
    state.value = CONNECTING;
  }

  // The server writes its sentences in the language that the connection was made with.
  watch(language, () => realtime.value?.reconnect());

  return { realtime, state, isConnected, connect, disconnect, retryNow: () => realtime.value?.retryNow() };
}
