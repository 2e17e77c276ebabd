export { default as MessageList } from './MessageList.vue';
export { excerptOf } from './quote';
export { READER_ACTIONS } from './useMessageActions';
export { provideThreadActions } from './useThread';
