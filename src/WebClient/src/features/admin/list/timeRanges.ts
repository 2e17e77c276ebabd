const HOUR_MS = 3_600_000;

export const RANGES = ['today', 'day', 'week', 'month'] as const;
export type Range = (typeof RANGES)[number];

/** How many days of the calendar a range covers, today included. */
const DAYS = { today: 1, week: 7, month: 30 };

/** When a range that ends now begins, as RFC 3339 in whole seconds. Days are those of the time zone by which the server counts. */
export function beginningOf(range: Range, now: number, timeZone: string): string {
  const from = range === 'day' ? Math.floor((now - 24 * HOUR_MS) / 1000) * 1000 : midnight(now, DAYS[range] - 1, timeZone);
  return new Date(from).toISOString().replace('.000Z', 'Z');
}

/** The beginning of the day there, so many days back. */
function midnight(now: number, daysBack: number, timeZone: string): number {
  const day = new Date(wallOf(now, timeZone));
  const wall = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() - daysBack);
  // What the clocks there are ahead by may differ between now and then, and between the first guess and the moment itself.
  const guess = wall - aheadBy(wall, timeZone);
  return wall - aheadBy(guess, timeZone);
}

const aheadBy = (moment: number, timeZone: string) => wallOf(moment, timeZone) - Math.floor(moment / 1000) * 1000;

/** What the clocks there show, as if it were UTC. */
function wallOf(moment: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name)!;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}
