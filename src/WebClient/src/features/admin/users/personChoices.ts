import { adminApi } from '@/api/admin';
import type { User } from '@/api/types';

const MOST = 8;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,49}$/;

/** A person who may be meant, or a number that stands for something else. */
export interface Choice {
  id: string;
  user: User | null;
}

/** Whom a search by name or id may mean: whoever has exactly this id first. A number that is nobody's id comes last, where it is taken. */
export async function findChoices(term: string, takesNumbers: boolean): Promise<Choice[]> {
  const [exact, similar] = await Promise.all([
    ID.test(term) ? adminApi.users({ ids: term, page_size: 1 }) : { results: [] },
    adminApi.users({ search: term, page_size: MOST }),
  ]);
  const users = [...new Map([...exact.results, ...similar.results].map((user) => [user.id, user])).values()];
  const choices: Choice[] = users.map((user) => ({ id: user.id, user }));
  if (takesNumbers && /^\d+$/.test(term) && exact.results.length === 0) choices.push({ id: term, user: null });
  return choices;
}
