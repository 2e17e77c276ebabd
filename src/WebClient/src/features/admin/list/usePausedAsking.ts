import { onBeforeRouteLeave, onBeforeRouteUpdate, useRouter } from 'vue-router';

/**
 * For a filter that asks after a pause. Asking changes the address, and that would call off the way to a link that was
 * pressed just after the typing. `stop` tells whether there was something to ask; `again` asks it.
 */
export function usePausedAsking(stop: () => boolean, again: () => void): void {
  const router = useRouter();
  onBeforeRouteLeave(() => void stop());
  onBeforeRouteUpdate(() => {
    if (!stop()) return;
    const done = router.afterEach(() => {
      done();
      again();
    });
  });
}
