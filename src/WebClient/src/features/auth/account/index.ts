export { default as AccountEntries } from './AccountEntries.vue';
export { loadChangePasswordDialog, loadSecondFactorDialog } from './dialogs';
