import { defineAsyncComponent, type AsyncComponentLoader, type AsyncComponentOptions, type Component } from 'vue';

import FocusCatcher from './FocusCatcher.vue';
import LoadFailure from './LoadFailure.vue';

/**
 * A dialog, a menu or a panel that takes the keyboard and is loaded when it is opened: the focus leaves the page behind it at once.
 * `onError` decides whether a part that could not be loaded is tried again.
 */
export function lazySurface<T extends Component>(loader: AsyncComponentLoader<T>, onError?: AsyncComponentOptions['onError']): T {
  return defineAsyncComponent<T>({ loader, loadingComponent: FocusCatcher, errorComponent: LoadFailure, delay: 0, onError });
}
