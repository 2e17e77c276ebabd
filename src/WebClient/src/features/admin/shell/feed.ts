import { defineStore } from 'pinia';

import { useMessages, usePeople } from '@/conversation';
import { useSession } from '@/features/auth';
import { currentLocale } from '@/i18n';
import { useConnection } from '@/realtime';

import { useWatched } from '../monitor/watched';

/** The console's connection: it follows everybody's conversations and writes into none. */
export const useFeed = defineStore('feed', () => {
  const session = useSession();
  const watched = useWatched();
  const messages = useMessages();
  const people = usePeople();
  const { realtime, state, isConnected, connect, disconnect, retryNow } = useConnection(session, currentLocale);

  function start(me: string): void {
    stop();
    connect({ watchAll: true }, (connection) => {
      watched.attach(connection);
      messages.attach(connection);
      people.attach(connection, me);
    });
  }

  function stop(): void {
    disconnect();
    watched.clear();
    messages.clear();
    people.clear();
  }

  return { realtime, state, isConnected, start, stop, retryNow };
});
