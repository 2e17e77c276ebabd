import { computed, onScopeDispose, reactive, ref } from 'vue';

import { keep, onStored } from '@/platform/browserStorage';

const KEY = 'livechat.columns';
export const COLUMNS = {
  list: { normal: 300, min: 240, max: 440 },
  panel: { normal: 288, min: 240, max: 440 },
} as const;
/** What is left to read and write in, whatever the columns beside it want. */
const CHAT_MIN = 400;

type Column = keyof typeof COLUMNS;

function remembered(): Record<Column, number> {
  const sizes = { list: COLUMNS.list.normal as number, panel: COLUMNS.panel.normal as number };
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<Column, unknown>>;
    for (const column of ['list', 'panel'] as const) if (Number.isFinite(kept[column])) sizes[column] = kept[column] as number;
  } catch {
    // Falls back to the normal sizes.
  }
  return sizes;
}

/** The widths of list and side panel on the desktop, in pixels: as wide as people set them, as far as the window allows. */
export function useColumns(hasPanel: () => boolean) {
  const wanted = reactive(remembered());
  // Both are stored together: this tab must not put back what another has set.
  onScopeDispose(onStored((key) => key === KEY && Object.assign(wanted, remembered())));
  const room = ref(window.innerWidth);
  const measure = () => (room.value = window.innerWidth);
  window.addEventListener('resize', measure);
  onScopeDispose(() => window.removeEventListener('resize', measure));

  const most = (column: Column, other: number) =>
    Math.max(COLUMNS[column].min, Math.min(COLUMNS[column].max, room.value - CHAT_MIN - other));
  const fit = (column: Column, max: number) => Math.min(max, Math.max(COLUMNS[column].min, wanted[column]));

  // The panel gives way first.
  const listMax = computed(() => most('list', hasPanel() ? COLUMNS.panel.min : 0));
  const list = computed(() => fit('list', listMax.value));
  const panelMax = computed(() => most('panel', list.value));
  const panel = computed(() => fit('panel', panelMax.value));

  function resize(column: Column, px: number): void {
    wanted[column] = px;
    keep(localStorage, KEY, JSON.stringify(wanted));
  }

  return { list, listMax, panel, panelMax, resize, reset: (column: Column) => resize(column, COLUMNS[column].normal) };
}
