/** What a page with conversations needs from the start. What shows an open one comes later, by the faces of thread/, composer/ and the like. */
export { useUploads } from './attachments/uploads';
export { useDrafts } from './composer/drafts';
export { default as ConnectionBanner } from './connection/ConnectionBanner.vue';
export { endedReason } from './connection/endedReason';
export { byActivity, firstUnread, inAskingOrder, isGone, isWaiting, neighbour, otherSide, ownCursor } from './conversations';
export { useHeldOrder } from './list/useHeldOrder';
export { useRows } from './list/useRows';
export { createLiveIndex } from './liveIndex';
export { type TakenBack, useMessages } from './messages';
export { useOutbox } from './outbox/outbox';
export { useUnsent } from './outbox/unsent';
export { usePeople } from './people';
export { previewOf } from './preview';
export { useQuickReplies } from './quickReplies/useQuickReplies';
export { useRecalls } from './recall/recalls';
export { default as MessageListState } from './thread/MessageListState.vue';
export { byWait, isAsked, isAtHand, isSnoozed, isUnanswered, snoozeChoices, urgencyOf, waited, waitsSince, waitText } from './waiting';
