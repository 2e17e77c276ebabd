import { watch } from 'vue';
import { useRoute } from 'vue-router';

/** Another page, order or filter of a list is looked at from its top; the same one, read again, stays where it is. */
export function useTopOfList(scrollToTop: () => void): void {
  const route = useRoute();
  watch(() => JSON.stringify(route.query), scrollToTop);
}
