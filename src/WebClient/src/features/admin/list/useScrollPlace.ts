import { nextTick, onScopeDispose, watch, type Ref } from 'vue';
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router';

/** Where the lists were left, by entry of the browser's history. */
const places = new Map<string, number>();
const position = () => Number(window.history.state?.position);

/** A list that one comes back to by the browser's Back is where it was left; one that a link leads to begins at its top. */
export function useScrollPlace(scroller: Readonly<Ref<HTMLElement | null>>, isFilled: () => boolean): void {
  const route = useRoute();
  // When Back is pressed the history is at the other place already.
  let here = position();
  onScopeDispose(useRouter().afterEach(() => void (here = position())));
  onBeforeRouteLeave((_, from) => {
    places.set(`${here} ${from.fullPath}`, scroller.value?.scrollTop ?? 0);
  });

  const place = places.get(`${here} ${route.fullPath}`);
  if (!place) return;
  const stop = watch(
    isFilled,
    async (filled) => {
      if (!filled) return;
      await nextTick();
      stop();
      scroller.value?.scrollTo({ top: place });
    },
    { immediate: true, flush: 'post' },
  );
}
