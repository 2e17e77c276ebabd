import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { afterFailure, callOf, failedSince, newItem, nextToSend, quotingGone, tryAgain, verdict, writtenAt } from './queue';
import { item } from './items.fake';

describe('verdict', () => {
  it.each(['validation_failed', 'forbidden', 'not_found', 'conflict', 'payload_too_large'])('gives up on %s', (code) => {
    expect(verdict(code, 1)).toEqual({ fail: true });
  });

  it('waits for the next connection when this one is gone', () => {
    expect(verdict('disconnected', 99)).toEqual({ fail: false, retryInMs: null });
  });

  it('tries again soon when the server is busy, later and later', () => {
    expect(verdict('rate_limited', 1)).toEqual({ fail: false, retryInMs: 2_000 });
    expect(verdict('rate_limited', 1, 7_000)).toEqual({ fail: false, retryInMs: 7_000 });
    expect(verdict('unavailable', 1)).toEqual({ fail: false, retryInMs: 1_000 });
    expect(verdict('unavailable', 20)).toEqual({ fail: false, retryInMs: 10_000 });
  });

  it('shows what nobody understands after a few attempts', () => {
    expect(verdict('internal', 4)).toMatchObject({ fail: false });
    expect(verdict('internal', 5)).toEqual({ fail: true });
  });
});

describe('nextToSend', () => {
  it('keeps the order and steps over what failed', () => {
    const items = [item('1', { state: 'failed' }), item('2', { conversation_id: 2 }), item('3'), item('4')];
    expect(nextToSend(items, 1)?.client_message_id).toBe('3');
    expect(nextToSend(items, 3)).toBeNull();
  });
});

describe('writtenAt', () => {
  it('never swaps two messages of one instant, nor when the clock goes back', () => {
    const waiting = [item('1'), item('2')];
    expect(writtenAt(waiting, Date.parse('2025-11-02T09:00:02.000Z'))).toBe('2025-11-02T09:00:02.001Z');
    expect(writtenAt(waiting, 0)).toBe('2025-11-02T09:00:02.001Z');
    expect(writtenAt([], Date.parse('2025-11-02T09:00:09.000Z'))).toBe('2025-11-02T09:00:09.000Z');
  });
});

describe('newItem', () => {
  it('stands behind all that wait', () => {
    const { client_message_id, conversation_id, type, content, attachment, reply_to } = item('3');
    const added = newItem([item('1'), item('2')], { client_message_id, conversation_id, type, content, attachment, reply_to }, 0);
    expect(added).toMatchObject({ state: 'waiting', attempts: 0, created_at: '2025-11-02T09:00:02.001Z' });
  });
});

describe('afterFailure', () => {
  const failure = (code: string, retryAfterMs: number | null = null) => ({ code, message: 'why', retryAfterMs });

  it('gives up on what was refused, and goes on with the following', () => {
    expect(afterFailure(item('1'), failure('forbidden'), 0)).toEqual({
      changes: { state: 'failed', reason: 'why', attempts: 1 },
      next: 'following',
    });
  });

  it('leaves all as it is until the next connection', () => {
    expect(afterFailure(item('1'), failure('disconnected'), 0)).toEqual({ changes: null, next: 'none' });
  });

  it('pauses before the same one is tried again, and explains a pause that is noticed', () => {
    expect(afterFailure(item('1'), failure('rate_limited', 7_000), 100)).toEqual({
      changes: { attempts: 1, not_before: 7_100, pause_ms: 7_000, reason: 'why' },
      next: 'same',
    });
    expect(afterFailure(item('1'), failure('unavailable'), 0).changes).toMatchObject({ pause_ms: 1_000, reason: null });
  });

  it('sends what answers something that is gone without its quote, at once', () => {
    const answer = item('1', { reply_to: { id: 1, sender_id: 'm1', excerpt: '' } });
    expect(afterFailure(answer, failure('validation_failed'), 0)).toEqual({ changes: { reply_to: null }, next: 'same' });
  });

  it('starts anew when somebody tries it again', () => {
    const failed = item('1', { state: 'failed', reason: 'why', attempts: 5, not_before: 9 });
    expect({ ...failed, ...tryAgain() }).toEqual(item('1'));
  });
});

describe('quotingGone', () => {
  it('finds what quotes a message that is gone, once', () => {
    const quote = { id: message(1).id, sender_id: 'm1', excerpt: 'secret' };
    const items = [item('1', { reply_to: quote }), item('2', { reply_to: { ...quote, excerpt: '' } }), item('3')];
    expect(quotingGone(items, [recalled(1, 2)]).map((one) => one.client_message_id)).toEqual(['1']);
    expect(quotingGone(items, [message(1)])).toEqual([]);
  });
});

describe('failedSince', () => {
  it('names those that another tab saw fail', () => {
    const failed = { state: 'failed' } as const;
    const now = [item('1', failed), item('2', failed), item('3')];
    expect(failedSince([item('1', failed), item('2')], now).map((one) => one.client_message_id)).toEqual(['2']);
  });
});

describe('callOf', () => {
  it('carries what there is', () => {
    expect(callOf(item('1'))).toEqual({ conversation_id: 1, client_message_id: '1', type: 'text', content: '1' });
    const reply_to = { id: 7, sender_id: 'm1', excerpt: 'x' };
    expect(callOf(item('1', { reply_to }))).toMatchObject({ reply_to_id: 7 });
  });
});
