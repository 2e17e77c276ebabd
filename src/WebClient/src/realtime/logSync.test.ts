import { beforeEach, expect, it } from 'vitest';

import { message } from '@/api/shapes.fake';

import { FakeSource } from './hub.fake';
import { LogSync } from './logSync';

let source: FakeSource;
let logs: LogSync;

const shown = () => logs.view(1)!.messages.map(({ sequence }) => sequence);
const ends = () => [shown()[0], shown().at(-1)];

beforeEach(() => {
  source = new FakeSource();
  logs = new LogSync(source);
  for (let n = 1; n <= 200; n += 1) source.put(message(n));
});

it('shows what is far away, grows from there and returns to what came meanwhile', async () => {
  await logs.open(1, 200, 50);
  await logs.showAround(1, message(40).id, 20);
  expect(ends()).toEqual([30, 49]);
  logs.apply(source.put(message(201)));
  expect(logs.view(1)).toMatchObject({ hasNewer: true, latest: { sequence: 201 } });
  await logs.loadNewer(1, 150);
  expect(logs.view(1)).toMatchObject({ hasNewer: false, hasOlder: true });
  expect(ends()).toEqual([30, 201]);
  await logs.showAround(1, message(100).id, 20);
  expect(source.asked).toEqual(['newest', `around ${message(40).id}`, 'after 49']);
});

it('begins where it is told to, and knows the end all the same', async () => {
  await logs.open(1, 200, 50, 20);
  expect([ends(), logs.view(1)!.latest?.sequence]).toEqual([[21, 70], 200]);
  logs.showEnd(1);
  expect(ends()).toEqual([151, 200]);
});

it('leaves the reader where they are when it is opened again after a break', async () => {
  await logs.open(1, 200, 50);
  await logs.showAround(1, message(40).id, 20);
  await logs.open(1, 200, 50);
  expect(ends()).toEqual([30, 49]);
});

it('asks for the first page once, however often it is opened on its way, and again after it failed', async () => {
  source.refuses = 1;
  await expect(logs.open(1, 200, 50, 20)).rejects.toThrow();
  source.asked.length = 0;
  await Promise.all([logs.open(1, 200, 50, 20), logs.open(1, 200, 50, 20), logs.open(1, 200, 50)]);
  expect(source.asked).toEqual(['newest', 'after 20']);
  expect(ends()).toEqual([21, 70]);
});

it('goes on after a sequence in the stretch that holds it, loaded or not', async () => {
  await logs.open(1, 200, 50);
  await logs.showAfter(1, 20, 50);
  expect(ends()).toEqual([21, 70]);
  logs.showEnd(1);
  await logs.showAfter(1, 40, 50);
  expect(ends()).toEqual([21, 70]);
  expect(source.asked).toEqual(['newest', 'after 20']);
});
