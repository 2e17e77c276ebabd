import { DefaultHttpClient, HttpTransportType, HubConnectionBuilder, LogLevel, NullLogger, type HttpRequest } from '@microsoft/signalr';

import { config } from '@/platform/config';

import { HUB_PATH } from './hubContract';
import type { Transport } from './transports';
import type { Hub } from './types';

const TYPES: Record<Transport, HttpTransportType> = {
  webSockets: HttpTransportType.WebSockets,
  serverSentEvents: HttpTransportType.ServerSentEvents,
  longPolling: HttpTransportType.LongPolling,
};

/** Tells when the server has answered, which is before the transport is tried. */
class HttpClient extends DefaultHttpClient {
  negotiated: () => void = () => undefined;

  constructor() {
    super(NullLogger.instance);
  }

  override async send(request: HttpRequest) {
    const response = await super.send(request);
    if (request.url?.includes('/negotiate?')) this.negotiated();
    return response;
  }
}

/** The SignalR connection behind the `Hub` port, over one transport. `origin` is needed where no page says which server is meant, or below which path. */
export function createSignalRHub(language: string, token: () => string, transport: Transport, origin = config.base): Hub {
  const httpClient = new HttpClient();
  const connection = new HubConnectionBuilder()
    .withUrl(`${origin}${HUB_PATH}?lang=${encodeURIComponent(language)}`, {
      accessTokenFactory: token,
      httpClient,
      transport: TYPES[transport],
    })
    .configureLogging(LogLevel.None)
    .build();
  return {
    start: (negotiated) => {
      httpClient.negotiated = negotiated;
      return connection.start();
    },
    stop: () => connection.stop(),
    ping: async () => {
      await httpClient.get(`${origin}/health/live`);
    },
    invoke: (method, argument) => connection.invoke(method, argument),
    on: (event, handler) => connection.on(event, handler),
    onClose: (handler) => connection.onclose(handler),
  };
}
