import { onScopeDispose, ref } from 'vue';
import { isNavigationFailure, NavigationFailureType, useRouter } from 'vue-router';

/** Below the shell and the list: what lies there is a drawer. */
const DEPTH = 2;

/** Whether a drawer with an address of its own is being loaded: it is to have the keyboard already, not the list behind it. */
export function useComingDrawer() {
  const router = useRouter();
  const isComing = ref(false);
  // The router keeps the loaded component in place of the function that loads it.
  onScopeDispose(router.beforeEach((to) => void (isComing.value = typeof to.matched[DEPTH]?.components?.default === 'function')));
  // One that gave way to another navigation says nothing of that.
  onScopeDispose(router.afterEach((_, __, failure) => {
    if (!isNavigationFailure(failure, NavigationFailureType.cancelled)) isComing.value = false;
  }));
  onScopeDispose(router.onError(() => (isComing.value = false)));
  return isComing;
}
