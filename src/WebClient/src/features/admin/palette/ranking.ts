/** How well something fits what was typed: 0 not at all, more is better. */
export function fit(typed: string, ...names: string[]): number {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return 1;
  return Math.max(...names.map((name) => fitOf(wanted, name.toLowerCase())));
}

function fitOf(wanted: string, name: string): number {
  if (name === wanted) return 4;
  if (name.startsWith(wanted)) return 3;
  return name.includes(wanted) ? 2 : 0;
}

/** Best first; what fits equally well keeps its order. */
export function byFit<T>(items: readonly T[], score: (item: T) => number): T[] {
  return items
    .map((item, index) => ({ item, index, score: score(item) }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map((one) => one.item);
}
