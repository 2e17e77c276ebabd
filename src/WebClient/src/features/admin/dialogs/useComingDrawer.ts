import { onScopeDispose, ref } from 'vue';
import { isNavigationFailure, NavigationFailureType, useRouter } from 'vue-router';

/** The index in `matched`: 0 is the shell, 1 the list, 2 the drawer. */
const DEPTH = 2;

/** Whether a drawer with an address of its own is being loaded: it is to have the keyboard already, not the list behind it. */
export function useComingDrawer() {
  const router = useRouter();
  const isComing = ref(false);
  // The router keeps the loaded component in place of the function that loads it.
  onScopeDispose(router.beforeEach((to) => void (isComing.value = typeof to.matched[DEPTH]?.components?.default === 'function')));
  // A cancelled navigation gave way to a newer one, which has set the value.
  onScopeDispose(
    router.afterEach((_, __, failure) => {
      if (!isNavigationFailure(failure, NavigationFailureType.cancelled)) isComing.value = false;
    }),
  );
  onScopeDispose(router.onError(() => (isComing.value = false)));
  return isComing;
}
