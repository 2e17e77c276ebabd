import { describe, expect, it } from 'vitest';

import { heldOrder } from './heldOrder';

const rows = (...ids: number[]) => ids.map((id) => ({ id }));
const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id);

describe('heldOrder', () => {
  it.each<[string, number[], number[], number[], number]>([
    ['nothing changed', [1, 2, 3], [1, 2, 3], [1, 2, 3], 0],
    ['one moved up', [1, 2, 3], [3, 1, 2], [1, 2, 3], 1],
    ['two moved up', [1, 2, 3, 4], [4, 3, 1, 2], [1, 2, 3, 4], 2],
    ['a new one came', [1, 2, 3], [9, 1, 2, 3], [1, 2, 3], 1],
    ['one matches no more', [1, 2, 3], [1, 3], [1, 2, 3], 1],
    ['the last one moved up, and more was read', [1, 2, 3], [3, 1, 2, 8, 7], [1, 2, 3, 8, 7], 1],
    ['the list was empty', [], [5, 4], [5, 4], 0],
    ['all are gone', [1, 2], [], [1, 2], 2],
  ])('%s', (_, order, live, shown, news) => {
    const held = heldOrder(order, rows(...live), (id) => ({ id }));
    expect(ids(held.rows)).toEqual(shown);
    expect(held.order).toEqual(shown);
    expect(held.news).toBe(news);
  });

  it('shows each row as it is now', () => {
    const held = heldOrder(
      [1, 2],
      [
        { id: 2, name: 'new' },
        { id: 1, name: 'old' },
      ],
      () => undefined,
    );
    expect(held.rows).toEqual([
      { id: 1, name: 'old' },
      { id: 2, name: 'new' },
    ]);
  });

  it('leaves out what does not exist any more', () => {
    expect(ids(heldOrder([1, 2, 3], rows(3), () => undefined).rows)).toEqual([3]);
  });
});
