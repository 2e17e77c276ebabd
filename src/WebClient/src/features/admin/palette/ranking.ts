import { folded } from '@/i18n/folding';

/** How well something fits what was typed: 0 not at all, more is better. */
export function fit(typed: string, ...names: string[]): number {
  const wanted = folded(typed.trim());
  if (wanted === '') return 1;
  return Math.max(...names.map((name) => fitOf(wanted, folded(name))));
}

function fitOf(wanted: string, name: string): number {
  if (name === wanted) return 4;
  if (name.startsWith(wanted)) return 3;
  return name.includes(wanted) ? 2 : 0;
}

function scored<T>(items: readonly T[], score: (item: T) => number): { item: T; score: number }[] {
  return items.map((item) => ({ item, score: score(item) }));
}

function best<T>(all: { item: T; score: number }[]): T[] {
  return all.sort((a, b) => b.score - a.score).map(({ item }) => item);
}

/** Best first; what fits equally well keeps its order. */
export function ranked<T>(items: readonly T[], score: (item: T) => number): T[] {
  return best(scored(items, score));
}

/** The same of those that fit at all. */
export function byFit<T>(items: readonly T[], score: (item: T) => number): T[] {
  return best(scored(items, score).filter((one) => one.score > 0));
}
