const HOUR_MS = 3_600_000;

export const RANGES = ['today', 'day', 'week', 'month'] as const;
export type Range = (typeof RANGES)[number];

const HOURS = { day: 24, week: 7 * 24, month: 30 * 24 };

/** When a range that ends now begins, as RFC 3339 in whole seconds. Today is the day of the clock on the wall here. */
export function beginningOf(range: Range, now: Date): string {
  const from = range === 'today'
    ? new Date(now.getFullYear(), now.getMonth(), now.getDate())
    : new Date(Math.floor((now.getTime() - HOURS[range] * HOUR_MS) / 1000) * 1000);
  return from.toISOString().replace('.000Z', 'Z');
}
