const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a time in a list reads: a key with a number, or a date to be formatted. */
export type RelativeTime =
  | { key: 'time.now' | 'time.yesterday' }
  | { key: 'time.minutes' | 'time.hours'; n: number }
  | { key: null; format: 'weekday' | 'monthDay' | 'date' };

export function relativeTime(at: string, now: number): RelativeTime {
  const then = new Date(at);
  const age = now - then.getTime();
  // A clock that is a little behind the server's must not speak of the future.
  if (age < MINUTE) return { key: 'time.now' };
  if (age < HOUR) return { key: 'time.minutes', n: Math.floor(age / MINUTE) };
  const days = daysBetween(then, new Date(now));
  if (days === 0) return { key: 'time.hours', n: Math.floor(age / HOUR) };
  if (days === 1) return { key: 'time.yesterday' };
  if (days < 7) return { key: null, format: 'weekday' };
  return { key: null, format: then.getFullYear() === new Date(now).getFullYear() ? 'monthDay' : 'date' };
}

/** Whole calendar days from one local day to another. */
export function daysBetween(from: Date, to: Date): number {
  const start = new Date(from.getFullYear(), from.getMonth(), from.getDate());
  const end = new Date(to.getFullYear(), to.getMonth(), to.getDate());
  return Math.round((end.getTime() - start.getTime()) / DAY);
}
