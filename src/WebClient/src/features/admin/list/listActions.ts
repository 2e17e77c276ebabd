import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export interface ListActions {
  refresh: () => unknown;
  exportAll: () => unknown;
}

/** What can be done with the list in sight, for its buttons, the keyboard and the command palette alike. */
export const useListActions = defineStore('list-actions', () => {
  const current = shallowRef<ListActions | null>(null);

  return {
    current,
    offer: (actions: ListActions) => void (current.value = actions),
    withdraw: (actions: ListActions) => void (current.value = current.value === actions ? null : current.value),
  };
});
