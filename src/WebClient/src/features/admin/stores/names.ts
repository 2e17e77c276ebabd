import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';

import { adminApi } from '@/api/admin';
import type { User } from '@/api/types';

/** A page of a list of users, and so the most that one call gives. */
const MOST = 100;

/** Who stands behind an id in a list that carries ids alone. Each is asked for once, and all of a list together. */
export const useNames = defineStore('names', () => {
  const users = shallowReactive(new Map<string, User>());
  const asked = new Set<string>();

  function learn(known: readonly User[]): void {
    for (const user of known) users.set(user.id, user);
  }

  function ask(ids: Iterable<string | null>): void {
    const unknown = [...new Set(ids)].filter((id) => id !== null && !users.has(id) && !asked.has(id)) as string[];
    for (let first = 0; first < unknown.length; first += MOST) void read(unknown.slice(first, first + MOST));
  }

  async function read(ids: string[]): Promise<void> {
    ids.forEach((id) => asked.add(id));
    try {
      learn((await adminApi.users({ ids: ids.join(), page_size: MOST })).results);
    } catch {
      // The id says who it is; the next list that names them asks again.
      ids.forEach((id) => asked.delete(id));
    }
  }

  return { users, learn, ask };
});
