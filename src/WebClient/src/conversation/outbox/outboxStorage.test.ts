import { beforeEach, describe, expect, it } from 'vitest';

import { item } from './items.fake';
import { OutboxStorage } from './outboxStorage';

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
