import type { Message } from '@/api/types';

export const SHARED_KINDS = ['image', 'file'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

/** The newest messages of one kind, newest first and without a gap; `count` is how many the conversation has. */
export interface Shared {
  rows: readonly Message[];
  count: number;
}

export const NOTHING: Shared = { rows: [], count: 0 };

/** A page of the server's list. What a push said meanwhile is newer than the page. */
export function withPage(shared: Shared, page: readonly Message[], count: number): Shared {
  const rows = merged(shared.rows, page);
  return { rows, count: Math.max(count, rows.length) };
}

/**
 * What was sent or has changed meanwhile. Something older than the rows is not added: a later page brings it, and the pages
 * are counted by the rows. The very same object comes back when nothing is new.
 */
export function withNews(shared: Shared, news: readonly Message[], kind: SharedKind): Shared {
  const known = new Map(shared.rows.map((row) => [row.id, row]));
  const last = shared.rows.length < shared.count ? (shared.rows.at(-1)?.sequence ?? Infinity) : 0;
  const fresh = news.filter((message) => {
    const row = known.get(message.id);
    return row ? message.revision > row.revision : message.type === kind && message.sequence > last;
  });
  if (fresh.length === 0) return shared;
  const rows = merged(shared.rows, fresh);
  return { rows, count: shared.count + rows.length - shared.rows.length };
}

/** What can be looked at. Gone messages keep their place in the server's pages, and so among the rows. */
export function present(shared: Shared): Message[] {
  return shared.rows.filter(({ attachment, recalled_at, removed_at }) => attachment && recalled_at === null && removed_at === null);
}

function merged(rows: readonly Message[], more: readonly Message[]): Message[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const message of more) {
    const row = byId.get(message.id);
    if (!row || message.revision > row.revision) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => b.sequence - a.sequence);
}
