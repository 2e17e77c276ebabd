import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { ApiError } from '@/api/problem';
import type { Attachment } from '@/api/types';
import { settle } from '@/realtime/hub.fake';

import { useOutbox } from '../outbox/outbox';
import { useUploads } from './uploads';

const file = (name: string) => new File(['x'], name);
const attachment = (id: number, name: string): Attachment => ({
  id,
  url: '',
  thumbnail_url: null,
  name,
  size: 1,
  content_type: 'text/plain',
  width: null,
  height: null,
  duration_ms: null,
});

/** Uploads that have begun, by the names of their files, to be answered when the test says so. */
let begun: Map<string, { succeed(): void; fail(error?: Error): void }>;
let posted: [string, unknown][];

function open() {
  setActivePinia(createPinia());
  const outbox = useOutbox();
  vi.spyOn(outbox, 'post').mockImplementation((_conversation, _content, quote, sent) => void posted.push([sent!.attachment.name, quote]));
  const uploads = useUploads();
  uploads.attach('b1');
  return uploads;
}

beforeEach(() => {
  sessionStorage.clear();
  begun = new Map();
  posted = [];
  vi.spyOn(api, 'upload').mockImplementation(
    (form, _progress, signal) =>
      new Promise((resolve, reject) => {
        const { name } = form.get('file') as File;
        begun.set(name, {
          succeed: () => resolve(attachment(begun.size, name)),
          fail: (error = new Error('no network')) => reject(error),
        });
        signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  );
});

afterEach(() => vi.restoreAllMocks());

describe('useUploads', () => {
  it.each([
    [new ApiError('unsupported_media_type', '不支持', 415), false],
    [new ApiError('payload_too_large', '过大', 413), false],
    [new ApiError('validation_failed', '已损坏', 400), false],
    [new ApiError('unavailable', '稍后', 503), true],
    [new ApiError('rate_limited', '稍后', 429), true],
    [new ApiError('network', '网络不通'), true],
  ])('offers to try again only what may succeed then: %s', async (error, mayRetry) => {
    const uploads = open();
    uploads.add(1, [file('a.txt')]);
    begun.get('a.txt')!.fail(error);
    await settle();
    expect(uploads.items).toMatchObject([{ state: 'failed', reason: error.message }]);
    expect(uploads.items[0]!.file !== null).toBe(mayRetry);
  });

  it('sends in the order of choice, whatever arrives first', async () => {
    const uploads = open();
    const ids = uploads.add(1, [file('a.txt'), file('b.txt'), file('c.txt')]).map((item) => item.id);
    uploads.send(ids, null);
    begun.get('c.txt')!.succeed();
    begun.get('b.txt')!.succeed();
    await settle();
    expect(posted).toEqual([]);
    begun.get('a.txt')!.succeed();
    await settle();
    expect(posted.map(([name]) => name)).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect(uploads.items).toEqual([]);
  });

  it('lets the others go when one fails or is called off', async () => {
    const uploads = open();
    const ids = uploads.add(1, [file('a.txt'), file('b.txt'), file('c.txt')]).map((item) => item.id);
    uploads.send(ids, null);
    begun.get('c.txt')!.succeed();
    begun.get('a.txt')!.fail();
    await settle();
    uploads.remove(ids[1]!);
    await settle();
    expect(posted.map(([name]) => name)).toEqual(['c.txt']);
    expect(uploads.items.map(({ name, state, reason }) => [name, state, reason])).toEqual([['a.txt', 'failed', 'no network']]);
    uploads.retry(ids[0]!);
    begun.get('a.txt')!.succeed();
    await settle();
    expect(posted.map(([name]) => name)).toEqual(['c.txt', 'a.txt']);
  });

  it('leaves the browser connections for the conversation', async () => {
    const uploads = open();
    uploads.add(
      1,
      ['a', 'b', 'c', 'd'].map((name) => file(`${name}.txt`)),
    );
    uploads.add(2, [file('e.txt')]);
    expect([...begun.keys()]).toEqual(['a.txt', 'b.txt', 'c.txt']);
    begun.get('b.txt')!.succeed();
    uploads.remove(uploads.items[0]!.id);
    await settle();
    expect([...begun.keys()]).toEqual(['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']);
  });

  it('answers the quote with the first', async () => {
    const uploads = open();
    const quote = { id: 7, sender_id: 'm1', excerpt: '?' };
    const ids = uploads.add(1, [file('a.txt'), file('b.txt')]).map((item) => item.id);
    begun.get('a.txt')!.succeed();
    begun.get('b.txt')!.succeed();
    await settle();
    uploads.send(ids, quote);
    expect(posted).toEqual([
      ['a.txt', quote],
      ['b.txt', null],
    ]);
  });

  it('brings back what had arrived before a reload, and names the rest', async () => {
    const uploads = open();
    uploads.add(1, [file('a.txt'), file('b.txt')]);
    begun.get('a.txt')!.succeed();
    await settle();
    const again = open();
    expect(again.items.map(({ name, state, file: kept }) => [name, state, kept])).toEqual([
      ['a.txt', 'ready', null],
      ['b.txt', 'failed', null],
    ]);
    again.send(
      again.items.map((item) => item.id),
      null,
    );
    expect(posted.map(([name]) => name)).toEqual(['a.txt']);
    again.attach('m1');
    expect(again.items).toEqual([]);
  });

  it('forgets nothing when the session ends', async () => {
    const uploads = open();
    uploads.add(1, [file('a.txt')]);
    uploads.clear();
    await settle();
    uploads.attach('b1');
    expect(uploads.items.map(({ name, state }) => [name, state])).toEqual([['a.txt', 'failed']]);
  });
});
