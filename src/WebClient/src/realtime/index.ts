export { HubError } from './hubError';
export { Realtime } from './realtime';
export { createSignalRHub } from './signalrHub';
export type { ConnectionState, LogView } from './types';
export { useConnection } from './useConnection';
