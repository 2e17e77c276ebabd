import { type AsyncComponentLoader, type AsyncComponentOptions, type Component, defineAsyncComponent } from 'vue';

import { updateReady } from '@/platform/updates';
import { lazySurface } from '@/ui/lazySurface';

const AGAIN_MS = 2_000;
const KEEP_PLACE_AFTER_MS = 150;

const again: AsyncComponentOptions['onError'] = (_, retry, fail) => {
  // What a newer build has replaced does not come any more, and the page says so.
  if (updateReady.value) fail();
  else setTimeout(retry, AGAIN_MS);
};

/** A part of a page that is loaded when it is shown, and again when the network failed. `waiting` keeps its place until then. */
export function lazyPart<T extends Component>(loader: AsyncComponentLoader<T>, waiting?: Component): T {
  return defineAsyncComponent<T>({
    loader,
    loadingComponent: waiting,
    errorComponent: waiting,
    delay: KEEP_PLACE_AFTER_MS,
    onError: again,
  });
}

/** The same for a dialog, which takes the keyboard: what is typed while it is loaded does nothing to the page behind it. */
export function lazyDialog<T extends Component>(loader: AsyncComponentLoader<T>): T {
  return lazySurface(loader, again);
}
