/** What the server's clock said last and when that was, both in milliseconds; a clock of this machine that is wrong, or set, has no part in it. */
let known: { at: number; since: number } | null = null;
/** A difference that relative times show. */
const NEWS_MS = 20_000;
const listeners = new Set<() => void>();

/** Takes the `Date` header of an answer, which counts whole seconds. */
export function noteServerTime(date: string | null): void {
  const at = Date.parse(date ?? '') + 500;
  if (Number.isNaN(at)) return;
  const isNews = known === null || Math.abs(at - serverNow()) > NEWS_MS;
  known = { at, since: performance.now() };
  if (isNews) for (const listener of listeners) listener();
}

export function serverNow(): number {
  return known ? known.at + performance.now() - known.since : Date.now();
}

/** Called when the server's time turns out to be another than was taken for it. */
export function onServerTime(listener: () => void): void {
  listeners.add(listener);
}
