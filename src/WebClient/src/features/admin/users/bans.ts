import { adminApi } from '@/api/admin';

/** How far back the messages of somebody who is banned may be removed, in hours; empty for all that they ever sent. */
export const HOURS = ['1', '24', '168'];
export const MAX_REASON = 200;

export interface BanOrder {
  hours: string;
  reason: string;
}

export const newBan = (): BanOrder => ({ hours: '24', reason: '' });

/**
 * Bans a user whose ETag is still `ifMatch`, and removes their messages. A clean-up that the server stops half-way is called again as long as
 * it removes something.
 */
export async function ban(
  id: string,
  { hours, reason }: BanOrder,
  ifMatch: string | null,
): Promise<{ removed: number; remaining: number }> {
  const call = (tag: string | null) => adminApi.ban(id, reason.trim(), hours === '' ? null : Number(hours), tag);
  let answer = await call(ifMatch);
  let { removed } = answer;
  // Without a tag: the ban itself has changed the user.
  while (answer.remaining > 0 && answer.removed > 0) {
    answer = await call(null);
    removed += answer.removed;
  }
  return { removed, remaining: answer.remaining };
}
