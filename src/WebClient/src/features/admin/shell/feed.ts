import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';

import { api } from '@/api/client';
import { useMessages, usePeople } from '@/conversation';
import { useSession } from '@/features/auth';
import { currentLocale } from '@/i18n';
import { createSignalRHub, Realtime, type ConnectionState } from '@/realtime';

import { useWatched } from '../monitor/watched';

/** The console's connection: it follows everybody's conversations and writes into none. */
export const useFeed = defineStore('feed', () => {
  const session = useSession();
  const watched = useWatched();
  const messages = useMessages();
  const people = usePeople();
  const realtime = shallowRef<Realtime | null>(null);
  const state = shallowRef<ConnectionState>({ kind: 'connecting' });
  const isConnected = computed(() => state.value.kind === 'connected');

  function start(me: string): void {
    stop();
    const feed = new Realtime({
      createHub: (transport) => createSignalRHub(currentLocale(), () => session.token() ?? '', transport),
      source: api,
      renew: session.renew,
      watchAll: true,
      isOffline: () => !navigator.onLine,
    });
    feed.events.on('state', (next) => (state.value = next));
    watched.attach(feed);
    messages.attach(feed);
    people.attach(feed, me);
    realtime.value = feed;
    feed.start();
  }

  watch(currentLocale, () => realtime.value?.reconnect());

  function stop(): void {
    void realtime.value?.stop();
    realtime.value = null;
    state.value = { kind: 'connecting' };
    watched.clear();
    messages.clear();
    people.clear();
  }

  return { realtime, state, isConnected, start, stop, retryNow: () => realtime.value?.retryNow() };
});
