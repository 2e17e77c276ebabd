import { type AsyncComponentLoader, type Component, defineAsyncComponent } from 'vue';

import { updateReady } from '@/app/updates';

const AGAIN_MS = 2_000;
const KEEP_PLACE_AFTER_MS = 150;

/** A part of a page that is loaded when it is shown, and again when the network failed. `waiting` keeps its place until then. */
export function lazyPart<T extends Component>(loader: AsyncComponentLoader<T>, waiting?: Component): T {
  return defineAsyncComponent<T>({
    loader,
    loadingComponent: waiting,
    errorComponent: waiting,
    delay: KEEP_PLACE_AFTER_MS,
    onError(_, retry, fail) {
      // What a newer build has replaced does not come any more, and the page says so.
      if (updateReady.value) fail();
      else setTimeout(retry, AGAIN_MS);
    },
  });
}
