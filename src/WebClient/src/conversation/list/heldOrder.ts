interface Row {
  id: number;
}

export interface Held<T> {
  /** The rows in the order that is held, each as it is now. */
  rows: readonly T[];
  /** The ids that are held from now on: those of before, and what was read beyond their end. */
  order: readonly number[];
  /** How many rows would come, go or change their place if the order were let go. */
  news: number;
}

/** A list whose order stays as it was: rows that changed stay in place, and new ones are shown only beyond the end. */
export function heldOrder<T extends Row>(order: readonly number[], live: readonly T[], latest: (id: number) => T | undefined): Held<T> {
  const before = new Set(order);
  const place = new Map(live.map(({ id }, index) => [id, index]));
  let end = live.length;
  while (end > 0 && !before.has(live[end - 1]!.id)) end -= 1;
  const beyond = live.slice(end);
  const rows: T[] = [];
  const places: number[] = [];
  for (const id of order) {
    const at = place.get(id);
    const row = at === undefined ? latest(id) : live[at];
    if (row) rows.push(row);
    if (at !== undefined) places.push(at);
  }
  const arrived = end - places.length;
  const gone = rows.length - places.length;
  return {
    rows: [...rows, ...beyond],
    order: [...order, ...beyond.map(({ id }) => id)],
    news: arrived + gone + places.length - longestRise(places),
  };
}

/** How many of these numbers can stay where they are when all are put in order. */
function longestRise(numbers: readonly number[]): number {
  const ends: number[] = [];
  for (const number of numbers) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
  }
  return ends.length;
}
