import { defineStore } from 'pinia';
import { ref } from 'vue';

import { adminApi } from '@/api/admin';

/** By which time zone the server counts days; whatever the browser's is, 今天 is the server's. */
export const useCalendar = defineStore('calendar', () => {
  const timeZone = ref('');

  /** As the figures told it; asked for once where none were read yet. */
  async function ask(): Promise<string> {
    return (timeZone.value ||= (await adminApi.overview()).time_zone);
  }

  return { timeZone, ask };
});
