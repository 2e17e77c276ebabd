import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';

import { adminApi } from '@/api/admin';
import type { User } from '@/api/types';

/** A page of a list of users, and so the most that one call gives. */
const MOST = 100;

/** People are renamed now and then; a name that is older than this is asked for again. */
const FRESH_MS = 60_000;

/** Who stands behind an id in a list that carries ids alone: all of a list together, and nobody twice within a minute. */
export const useNames = defineStore('names', () => {
  const users = shallowReactive(new Map<string, User>());
  const asked = new Map<string, number>();

  function learn(known: readonly User[]): void {
    for (const user of known) users.set(user.id, user);
  }

  function ask(ids: Iterable<string | null>): void {
    const now = performance.now();
    const due = [...new Set(ids)].filter((id) => id !== null && now - (asked.get(id) ?? -Infinity) > FRESH_MS) as string[];
    for (let first = 0; first < due.length; first += MOST) void read(due.slice(first, first + MOST), now);
  }

  async function read(ids: string[], now: number): Promise<void> {
    ids.forEach((id) => asked.set(id, now));
    try {
      learn((await adminApi.users({ ids: ids.join(), page_size: MOST })).results);
    } catch {
      // The id says who it is; the next list that names them asks again.
      ids.forEach((id) => asked.delete(id));
    }
  }

  return { users, learn, ask };
});
