import { onScopeDispose, ref, shallowRef, watch } from 'vue';

import { adminApi } from '@/api/admin';
import type { Overview } from '@/api/types';

import { useCalendar } from '../list/calendar';
import { useWatched } from './watched';

/** Figures follow what happens this closely, and are asked for this often when nothing does: waiting grows by itself. */
const SOON_MS = 1_500;
const QUIET_MS = 15_000;

/** The figures of the whole system, kept fresh while somebody looks. */
export function useOverview() {
  const watched = useWatched();
  const calendar = useCalendar();
  const overview = shallowRef<Overview | null>(null);
  const failed = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  let gone = false;

  async function read(): Promise<void> {
    due = 0;
    try {
      overview.value = await adminApi.overview();
      calendar.timeZone = overview.value.time_zone;
      failed.value = false;
    } catch {
      failed.value = true;
    }
    if (!gone && due === 0) plan(QUIET_MS);
  }

  function plan(wait: number): void {
    const at = performance.now() + wait;
    if (due !== 0 && due <= at) return;
    due = at;
    clearTimeout(timer);
    timer = setTimeout(() => void read(), wait);
  }

  watch(
    () => watched.activity,
    () => plan(SOON_MS),
  );
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  void read();

  return { overview, failed };
}
