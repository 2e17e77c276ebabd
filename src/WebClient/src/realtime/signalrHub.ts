import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

import type { Hub } from './types';

/**
 * The SignalR connection behind the `Hub` port; all its transports stay enabled, so that it falls back by itself.
 * `origin` is needed where no page says which server is meant.
 */
export function createSignalRHub(language: string, token: () => string, origin = ''): Hub {
  const connection = new HubConnectionBuilder()
    .withUrl(`${origin}/hubs/chat?lang=${encodeURIComponent(language)}`, { accessTokenFactory: token })
    .configureLogging(LogLevel.None)
    .build();
  return {
    start: () => connection.start(),
    stop: () => connection.stop(),
    invoke: (method, argument) => connection.invoke(method, argument),
    on: (event, handler) => connection.on(event, handler),
    onClose: (handler) => connection.onclose(handler),
  };
}
