export { SEND_KEYS } from './sendKey';
export { useSendKey } from './useSendKey';
