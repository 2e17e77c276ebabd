export { default as ComposerTool } from './ComposerTool.vue';
export { default as MessageComposer } from './MessageComposer.vue';
