import { describe, expect, it } from 'vitest';

import { asEnsured, hasDoubles, MAX_ROWS, suggest, type DemoRow } from './rows';

const name = (n: number) => `测试买家${n}`;

describe('suggest', () => {
  it('takes the next free numbers behind the letter of the role', () => {
    const first = suggest([], 'buyer', 2, name);
    expect(first.map(({ id, username }) => [id, username])).toEqual([
      ['b101', '测试买家101'],
      ['b102', '测试买家102'],
    ]);
    expect(suggest(first, 'buyer', 2, name).map(({ id }) => id)).toEqual(['b103', 'b104']);
    expect(suggest(first, 'merchant', 1, name)[0]).toMatchObject({ id: 'm101', role: 'merchant' });
  });

  it('gives each row a key of its own and ends at what one request takes', () => {
    const rows = suggest([], 'buyer', MAX_ROWS + 5, name);
    expect(rows).toHaveLength(MAX_ROWS);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(MAX_ROWS);
    expect(suggest(rows, 'platform', 1, name)).toEqual([]);
  });
});

it('sees an id that is there twice, and no two empty ones', () => {
  const row = (id: string): DemoRow => ({ key: 1, id, username: '', role: 'buyer' });
  expect(hasDoubles([row('b1'), row(' b1 ')])).toBe(true);
  expect(hasDoubles([row('b1'), row('B1'), row(''), row('')])).toBe(false);
});

it('leaves the name to the server where none is given', () => {
  expect(asEnsured([{ key: 1, id: ' m8 ', username: ' ', role: 'merchant' }])).toEqual([
    { id: 'm8', role: 'merchant', username: null, avatar: null, description: null },
  ]);
});
