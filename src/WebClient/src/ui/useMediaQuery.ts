import { onScopeDispose, ref, type Ref } from 'vue';

/** The widths at which the arrangement changes; the same numbers stand in the style sheets. */
export const PHONE = '(max-width: 767px)';
/** Where the console's menu is icons alone and its tables are narrow. */
export const NARROW = '(max-width: 1099px)';
export const DESKTOP = '(min-width: 1024px)';

export function useMediaQuery(query: string): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query);
  const matches = ref(media.matches);
  const update = () => (matches.value = media.matches);
  media.addEventListener('change', update);
  onScopeDispose(() => media.removeEventListener('change', update));
  return matches;
}
