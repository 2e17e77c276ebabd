import { describe, expect, it } from 'vitest';

import { daysBetween, relativeTime } from './time';
import en from './locales/en';
import accountEn from './locales/en/account';
import seldomEn from './locales/en/seldom';
import shortcutsEn from './locales/en/shortcuts';
import sidePanelEn from './locales/en/sidePanel';
import adminEn from './locales/en/admin';
import zhCN from './locales/zh-CN';
import accountZhCN from './locales/zh-CN/account';
import seldomZhCN from './locales/zh-CN/seldom';
import shortcutsZhCN from './locales/zh-CN/shortcuts';
import sidePanelZhCN from './locales/zh-CN/sidePanel';
import adminZhCN from './locales/zh-CN/admin';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : leaves(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe.each([
  ['everybody', en, zhCN],
  ['accounts', accountEn, accountZhCN],
  ['what few open', seldomEn, seldomZhCN],
  ['the side panel', sidePanelEn, sidePanelZhCN],
  ['the shortcuts', shortcutsEn, shortcutsZhCN],
  ['the console', adminEn, adminZhCN],
])('locales for %s', (_, english, chineseTree) => {
  it('have the same keys', () => {
    expect(leaves(english).map(([key]) => key)).toEqual(leaves(chineseTree).map(([key]) => key));
  });

  it('say something under each, with the same places to fill', () => {
    const chinese = new Map(leaves(chineseTree));
    for (const [key, text] of leaves(english)) {
      expect(text, key).not.toBe('');
      expect(chinese.get(key), key).not.toBe('');
      expect(placeholders(text), key).toEqual(placeholders(chinese.get(key)!));
    }
  });
});

describe('relativeTime', () => {
  const now = new Date(2025, 10, 12, 15, 0).getTime();
  const ago = (ms: number) => relativeTime(new Date(now - ms).toISOString(), now);
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];

  it('counts minutes and hours, then speaks of days', () => {
    expect(ago(-5_000)).toEqual({ key: 'time.now' });
    expect(ago(30_000)).toEqual({ key: 'time.now' });
    expect(ago(47 * minute)).toEqual({ key: 'time.minutes', n: 47 });
    expect(ago(3 * hour)).toEqual({ key: 'time.hours', n: 3 });
    expect(ago(20 * hour)).toEqual({ key: 'time.yesterday' });
    expect(ago(4 * day)).toEqual({ key: null, format: 'weekday' });
    expect(ago(40 * day)).toEqual({ key: null, format: 'monthDay' });
    expect(ago(400 * day)).toEqual({ key: null, format: 'date' });
  });

  it('counts days by the calendar', () => {
    expect(daysBetween(new Date(2025, 10, 11, 23, 59), new Date(2025, 10, 12, 0, 1))).toBe(1);
  });
});
