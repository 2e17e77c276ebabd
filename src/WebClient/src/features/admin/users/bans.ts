import { adminApi } from '@/api/admin';

/** How far back the messages of somebody who is banned may be removed, in hours; empty for all that they ever sent. */
export const HOURS = ['1', '24', '168'];
export const MAX_REASON = 200;

export interface BanOrder {
  hours: string;
  reason: string;
}

export const newBan = (): BanOrder => ({ hours: '24', reason: '' });

/** Bans somebody in the state of `ifMatch`, and removes what they sent. A long clean-up that the server stops half-way is gone on with, for as long as it gets on. */
export async function ban(id: string, { hours, reason }: BanOrder, ifMatch: string | null): Promise<{ removed: number; remaining: number }> {
  const call = (tag: string | null) => adminApi.ban(id, reason.trim(), hours === '' ? null : Number(hours), tag);
  let { removed, remaining } = await call(ifMatch);
  for (let more = removed; remaining > 0 && more > 0; removed += more)
    // The ban itself made another state of them.
    ({ removed: more, remaining } = await call(null));
  return { removed, remaining };
}
