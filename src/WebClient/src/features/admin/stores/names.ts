import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';

import { adminApi } from '@/api/admin';
import type { User } from '@/api/types';

/** Who stands behind an id in a list that carries ids alone. Each is asked for once. */
export const useNames = defineStore('names', () => {
  const users = shallowReactive(new Map<string, User>());
  const asked = new Set<string>();

  function learn(known: readonly User[]): void {
    for (const user of known) users.set(user.id, user);
  }

  function ask(ids: Iterable<string | null>): void {
    for (const id of new Set(ids)) {
      if (!id || users.has(id) || asked.has(id)) continue;
      asked.add(id);
      adminApi.user(id).then((user) => users.set(id, user)).catch(() => asked.delete(id));
    }
  }

  return { users, learn, ask };
});
