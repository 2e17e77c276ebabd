import { type AsyncComponentLoader, type Component, defineAsyncComponent } from 'vue';

const AGAIN_MS = 2_000;
/** For a minute; what is still not there then is gone from the server, and the page says that there is a newer one. */
const MOST_ATTEMPTS = 30;
const KEEP_PLACE_AFTER_MS = 150;

/** A part of a page that is loaded when it is shown, and again when the network failed. `waiting` keeps its place until then. */
export function lazyPart<T extends Component>(loader: AsyncComponentLoader<T>, waiting?: Component): T {
  return defineAsyncComponent<T>({
    loader,
    loadingComponent: waiting,
    errorComponent: waiting,
    delay: KEEP_PLACE_AFTER_MS,
    onError(_, retry, fail, attempts) {
      if (attempts < MOST_ATTEMPTS) setTimeout(retry, AGAIN_MS);
      else fail();
    },
  });
}
