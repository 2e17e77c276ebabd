import { beforeEach, describe, expect, it } from 'vitest';

import { newClientMessageId } from './clientMessageId';
import { nextToSend, OutboxStorage, verdict, writtenAt, type OutboxItem } from './queue';

const item = (id: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  client_message_id: id,
  type: 'text',
  attachment: null,
  conversation_id: 1,
  content: id,
  reply_to: null,
  created_at: `2025-11-02T09:00:0${id}.000Z`,
  state: 'waiting',
  reason: null,
  attempts: 0,
  not_before: 0,
  ...more,
});

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

describe('OutboxStorage', () => {
  beforeEach(() => localStorage.clear());

  it('survives a reload in order, for this person only', () => {
    const storage = new OutboxStorage('b1', localStorage);
    storage.save(item('2'));
    storage.save(item('1'));
    new OutboxStorage('b11', localStorage).save(item('3'));
    expect(new OutboxStorage('b1', localStorage).load().map((i) => i.client_message_id)).toEqual(['1', '2']);
    storage.remove('1');
    expect(storage.load()).toHaveLength(1);
  });

  it('keeps what could not be stored in this page, and forgets what another tab removed', () => {
    const full = {
      ...localStorage,
      length: 0,
      key: () => null,
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('QuotaExceededError');
      },
    } as unknown as Storage;
    const storage = new OutboxStorage('b1', full);
    storage.save(item('1'));
    expect(storage.merge([item('1'), item('2')]).map((i) => i.client_message_id)).toEqual(['1']);
  });

  it('steps over what it cannot read', () => {
    localStorage.setItem('livechat.outbox.b1:x', '{broken');
    expect(new OutboxStorage('b1', localStorage).load()).toEqual([]);
  });

  it('leaves alone what another tab queued', () => {
    const [one, other] = [new OutboxStorage('b1', localStorage), new OutboxStorage('b1', localStorage)];
    one.save(item('1'));
    other.save(item('2'));
    one.remove('1');
    expect(other.load().map((i) => i.client_message_id)).toEqual(['2']);
  });
});

it('makes ids that the server takes', () => {
  expect(newClientMessageId()).toMatch(/^[A-Za-z0-9_-]{36}$/);
});
