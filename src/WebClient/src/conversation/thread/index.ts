export { excerptOf } from '../message/quote';
export { READER_ACTIONS } from '../message/useMessageActions';
export { provideThreadActions } from '../message/useThread';
export { default as MessageList } from './MessageList.vue';
