export { filled } from './quickReplies';

/** Loaded when somebody looks through them. */
export const loadQuickReplyList = () => import('./QuickReplyList.vue');
