import { withSentences } from '@/i18n';

// Loaded with their sentences when they are opened.
export const loadChangePasswordDialog = withSentences('account', () => import('./ChangePasswordDialog.vue'));
export const loadProfileDialog = withSentences('account', () => import('./ProfileDialog.vue'));
export const loadSecondFactorDialog = withSentences('account', () => import('./SecondFactorDialog.vue'));
