export { default as FileContent } from './FileContent.vue';
export { default as MessageContent } from './MessageContent.vue';
export { PICTURES, picturesOf } from './pictures';
export { usePictureViewer } from './usePictureViewer';
