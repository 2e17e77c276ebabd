import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether a person can be reading this page: it is in view, and its window is the one in use. A window behind another one is not read. */
export function usePageAttended(): Readonly<Ref<boolean>> {
  const look = () => document.visibilityState === 'visible' && document.hasFocus();
  const attended = ref(look());
  const update = () => (attended.value = look());
  document.addEventListener('visibilitychange', update);
  window.addEventListener('focus', update);
  window.addEventListener('blur', update);
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', update);
    window.removeEventListener('focus', update);
    window.removeEventListener('blur', update);
  });
  return attended;
}
