import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';

import { api } from '@/api/client';
import type { Role, User } from '@/api/types';
import { usePeople } from '@/conversation';

import { mayTalkTo, partnerRoles } from './permissions';

const PAGE_SIZE = 50;
const SEARCH_PAUSE_MS = 250;

/** Whom one may talk to, role by role, as far as somebody scrolls. Who is shown is watched for being online. */
export function useDirectory(me: User) {
  const people = usePeople();
  const term = ref('');
  /** Only these; null for all. */
  const role = ref<Role | null>(null);
  const found = shallowRef<User[]>([]);
  const failure = ref('');
  const loading = ref(true);
  const done = ref(false);
  const roles = partnerRoles(me);
  let next = { role: 0, page: 1 };
  let asked = 0;

  const asking = computed(() => (role.value ? [role.value] : roles));

  async function restart(): Promise<void> {
    asked += 1;
    next = { role: 0, page: 1 };
    done.value = false;
    loading.value = false;
    await more();
  }

  /** Until a page more is there, or everybody. */
  async function more(): Promise<void> {
    if (loading.value || done.value) return;
    const mine = asked;
    loading.value = true;
    failure.value = '';
    const isFirst = next.role === 0 && next.page === 1;
    const page: User[] = [];
    try {
      while (page.length < PAGE_SIZE && next.role < asking.value.length) {
        const { count, results } = await api.users({
          role: asking.value[next.role],
          search: term.value.trim(),
          page: next.page,
          page_size: PAGE_SIZE,
        });
        // A slower answer to an older question must not replace a newer one.
        if (mine !== asked) return;
        page.push(...results.filter((user) => mayTalkTo(me, user)));
        next = next.page * PAGE_SIZE < count ? { ...next, page: next.page + 1 } : { role: next.role + 1, page: 1 };
      }
      const known = new Set(isFirst ? [] : found.value.map((user) => user.id));
      found.value = isFirst ? page : [...found.value, ...page.filter((user) => !known.has(user.id))];
      done.value = next.role >= asking.value.length;
      people.learn(page);
      people.watched = found.value.map((user) => user.id);
    } catch (error) {
      if (mine === asked) failure.value = (error as Error).message;
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  let pause: ReturnType<typeof setTimeout> | undefined;
  watch(term, () => {
    clearTimeout(pause);
    pause = setTimeout(() => void restart(), SEARCH_PAUSE_MS);
  });
  watch(role, restart);
  void restart();
  onScopeDispose(() => {
    clearTimeout(pause);
    asked += 1;
    people.watched = [];
  });

  return { term, role, roles, found, failure, loading, done, more };
}
