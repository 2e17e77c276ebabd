export { default as AttachmentPicker } from './AttachmentPicker.vue';
export { default as AttachmentTray } from './AttachmentTray.vue';
export { default as DropOverlay } from './DropOverlay.vue';
export { default as VoiceRecorder } from './VoiceRecorder.vue';
export { useAttachments } from './useAttachments';
