import type { EnsuredUser } from '@/api/types';

export type DemoRole = 'buyer' | 'merchant' | 'platform';
export const DEMO_ROLES: readonly DemoRole[] = ['buyer', 'merchant', 'platform'];

/** `POST /api/users/ensure` takes no more at once. */
export const MAX_ROWS = 100;

export interface DemoRow {
  key: number;
  id: string;
  username: string;
  role: DemoRole;
}

const PREFIX: Record<DemoRole, string> = { buyer: 'b', merchant: 'm', platform: 'p' };

/** Rows for some more of a role: the next free numbers behind its letter, above those of the demo's own people. */
export function suggest(rows: readonly DemoRow[], role: DemoRole, count: number, nameOf: (n: number) => string): DemoRow[] {
  const taken = new Set(rows.map(({ id }) => id));
  const made: DemoRow[] = [];
  let key = Math.max(0, ...rows.map((row) => row.key));
  for (let n = 101; made.length < count && rows.length + made.length < MAX_ROWS; n++) {
    const id = `${PREFIX[role]}${n}`;
    if (!taken.has(id)) made.push({ key: ++key, id, username: nameOf(n), role });
  }
  return made;
}

export function hasDoubles(rows: readonly DemoRow[]): boolean {
  const ids = rows.map(({ id }) => id.trim()).filter((id) => id !== '');
  return new Set(ids).size < ids.length;
}

export function asEnsured(rows: readonly DemoRow[]): EnsuredUser[] {
  return rows.map(({ id, username, role }) => ({
    id: id.trim(),
    role,
    username: username.trim() || null,
    avatar: null,
    description: null,
  }));
}
