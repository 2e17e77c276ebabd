import type { User } from '@/api/types';

/** What of a user can be edited and read. */
export const FIELDS = ['username', 'role', 'description'] as const;

/** Whether somebody who decided by what they saw would have to look again. */
export function differs(seen: User, now: User): boolean {
  return seen.status !== now.status || FIELDS.some((field) => seen[field] !== now[field]);
}
