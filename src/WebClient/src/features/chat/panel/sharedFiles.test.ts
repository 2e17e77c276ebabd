import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';
import type { Attachment, Message } from '@/api/types';

import { NOTHING, present, withNews, withPage, type Shared } from './sharedFiles';

const attachment = (id: number): Attachment => ({
  id,
  url: `/media/${id}`,
  thumbnail_url: null,
  name: `${id}.png`,
  size: 1,
  content_type: 'image/png',
  width: 1,
  height: 1,
  duration_ms: null,
});
const picture = (sequence: number, more: Partial<Message> = {}) =>
  message(sequence, { type: 'image', attachment: attachment(sequence), ...more });
const gone = (sequence: number, revision: number): Message => ({ ...recalled(sequence, revision), type: 'image' });
const sequences = ({ rows }: Shared) => rows.map(({ sequence }) => sequence);

describe('withPage', () => {
  it('puts pages together, newest first, each message once', () => {
    const first = withPage(NOTHING, [picture(9), picture(7)], 4);
    expect(sequences(withPage(first, [picture(7), picture(5)], 4))).toEqual([9, 7, 5]);
  });

  it('believes a push that overtook the page', () => {
    const shared = withPage(withNews(withPage(NOTHING, [picture(9)], 1), [gone(9, 12)], 'image'), [picture(9)], 1);
    expect(present(shared)).toEqual([]);
  });
});

describe('withNews', () => {
  const shared = withPage(NOTHING, [picture(9), picture(7)], 3);

  it('adds what arrives, of this kind alone', () => {
    const next = withNews(shared, [message(10), picture(11), picture(12, { type: 'file' })], 'image');
    expect([sequences(next), next.count]).toEqual([[11, 9, 7], 4]);
  });

  it('leaves older ones to their page, and takes them when there is no page left', () => {
    expect(withNews(shared, [picture(5)], 'image')).toBe(shared);
    expect(withNews(NOTHING, [picture(5)], 'image')).toEqual({ rows: [picture(5)], count: 1 });
  });

  it('hides what was recalled or taken down, and keeps its place in the pages', () => {
    const next = withNews(
      shared,
      [gone(9, 12), picture(7, { revision: 13, attachment: null, removed_at: '2025-11-02T10:00:00.000Z' })],
      'image',
    );
    expect([present(next), sequences(next), next.count]).toEqual([[], [9, 7], 3]);
  });

  it('is the same when nothing is new', () => {
    expect(withNews(shared, [picture(9), message(3)], 'image')).toBe(shared);
  });
});
