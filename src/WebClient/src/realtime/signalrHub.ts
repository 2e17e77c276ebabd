import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

import type { Hub } from './types';

const WITHOUT_WEB_SOCKETS = HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;

/**
 * The SignalR connection behind the `Hub` port; it tries its transports in turn, so that it falls back by itself.
 * `origin` is needed where no page says which server is meant.
 */
export function createSignalRHub(language: string, token: () => string, webSockets: boolean, origin = ''): Hub {
  const connection = new HubConnectionBuilder()
    .withUrl(`${origin}/hubs/chat?lang=${encodeURIComponent(language)}`, {
      accessTokenFactory: token,
      ...(!webSockets && { transport: WITHOUT_WEB_SOCKETS }),
    })
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
