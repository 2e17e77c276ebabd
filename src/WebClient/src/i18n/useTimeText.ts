import { ref } from 'vue';
import { useI18n } from 'vue-i18n';

import { onServerTime, serverNow } from '@/api/serverClock';

import { daysBetween, relativeTime } from './time';

/** Ticks for every relative time on the page, by the server's clock. */
export const now = ref(serverNow());
const tick = () => (now.value = serverNow());
setInterval(tick, 20_000);
onServerTime(tick);

const FORMATS = {
  weekday: { weekday: 'short' },
  monthDay: { month: 'numeric', day: 'numeric' },
  date: { year: 'numeric', month: 'numeric', day: 'numeric' },
  longDate: { year: 'numeric', month: 'long', day: 'numeric' },
  longDay: { month: 'long', day: 'numeric', weekday: 'long' },
  clock: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  minute: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  dated: { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  full: { dateStyle: 'medium', timeStyle: 'medium' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Times as people say them, in the language of the page, kept up to date. */
export function useTimeText() {
  const { t, locale } = useI18n();

  function format(at: string, name: keyof typeof FORMATS): string {
    const key = `${locale.value} ${name}`;
    let formatter = formatters.get(key);
    if (!formatter) formatters.set(key, (formatter = new Intl.DateTimeFormat(locale.value, FORMATS[name])));
    return formatter.format(new Date(at));
  }

  function relative(at: string): string {
    const time = relativeTime(at, now.value);
    if (time.key === null) return format(at, time.format);
    return t(time.key, 'n' in time ? { n: time.n } : {});
  }

  function day(at: string): string {
    const days = daysBetween(new Date(at), new Date(now.value));
    if (days === 0) return t('time.today');
    if (days === 1) return t('time.yesterday');
    return format(at, days < 180 ? 'longDay' : 'longDate');
  }

  /** As short as a column of times allows: the year only where it is not this one. */
  function stamp(at: string, precise = false): string {
    if (new Date(at).getFullYear() !== new Date(now.value).getFullYear()) return format(at, 'dated');
    return format(at, precise ? 'second' : 'minute');
  }

  return {
    relative,
    day,
    now,
    stamp,
    clock: (at: string) => format(at, 'clock'),
    full: (at: string) => format(at, 'full'),
    date: (at: string) => format(at, 'longDate'),
  };
}
