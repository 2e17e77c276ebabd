export { useMessageSearch } from './useMessageSearch';

/** Loaded when somebody searches. */
export const loadMessageSearch = () => import('./MessageSearch.vue');
