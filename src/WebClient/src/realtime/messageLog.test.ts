import { describe, expect, it } from 'vitest';

import { message, recalled } from '@/api/shapes.fake';

import { MessageLog } from './messageLog';

function loaded(upTo: number, from = 1): MessageLog {
  const log = new MessageLog(upTo);
  const results = Array.from({ length: upTo - from + 1 }, (_, index) => message(from + index));
  log.loadNewest({ count: upTo, results, has_more: from > 1 });
  return log;
}

const shown = (log: MessageLog) => log.messages.map(({ sequence }) => sequence);

describe('MessageLog', () => {
  it('takes the next revision without a gap', () => {
    const log = loaded(3);
    expect(log.apply(message(4))).toBe(true);
    expect(log.revision).toBe(4);
    expect(log.hasGap).toBe(false);
    expect(shown(log)).toEqual([1, 2, 3, 4]);
  });

  it('shows what jumped ahead and knows that something is missing', () => {
    const log = loaded(3);
    log.apply(message(5));
    expect(log.revision).toBe(3);
    expect(log.hasGap).toBe(true);
    expect(shown(log)).toEqual([1, 2, 3, 5]);
  });

  it('closes the gap when the late one arrives, in whatever order', () => {
    const log = loaded(3);
    for (const sequence of [6, 5, 4]) log.apply(message(sequence));
    expect(log.revision).toBe(6);
    expect(log.hasGap).toBe(false);
    expect(shown(log)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('ignores what it has already, so that nothing shows twice', () => {
    const log = loaded(3);
    log.apply(message(4));
    expect(log.apply(message(4))).toBe(false);
    expect(shown(log)).toEqual([1, 2, 3, 4]);
  });

  it('never lets an older state of a message replace a newer one', () => {
    const log = loaded(3);
    log.apply(recalled(2, 4));
    expect(log.apply(message(2))).toBe(false);
    expect(log.messages[1]!.recalled_at).not.toBeNull();
  });

  it('keeps a change of a message above the window until its page is loaded', () => {
    const log = loaded(60, 11);
    log.apply(recalled(5, 61));
    expect(shown(log)[0]).toBe(11);
    log.load({ count: 60, results: Array.from({ length: 10 }, (_, index) => message(index + 1)), has_more: false });
    expect(shown(log)[0]).toBe(1);
    expect(log.messages[4]!.recalled_at).not.toBeNull();
    expect(log.hasOlder).toBe(false);
  });

  describe('with stretches', () => {
    const page = (from: number, to: number) => ({
      count: 100,
      results: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
      has_more: true,
    });
    const ends = (log: MessageLog) => [shown(log)[0], shown(log).at(-1)];

    it('shows one far away, and the end again', () => {
      const log = loaded(100, 91);
      log.load(page(31, 40), true);
      expect([ends(log), log.hasOlder, log.hasNewer]).toEqual([[31, 40], true, true]);
      log.showEnd();
      expect([ends(log), log.hasNewer]).toEqual([[91, 100], false]);
      expect(log.show(message(35).id)).toBe(true);
      expect(ends(log)).toEqual([31, 40]);
      expect(log.show(message(60).id)).toBe(false);
    });

    it('keeps what comes at the end for later', () => {
      const log = loaded(100, 91);
      log.load(page(31, 40), true);
      log.apply(message(101));
      expect(ends(log)).toEqual([31, 40]);
      expect(log.latest?.sequence).toBe(101);
      log.showEnd();
      expect(ends(log)).toEqual([91, 101]);
    });

    it('grows at both ends until it meets the end of the log', () => {
      const log = loaded(100, 91);
      log.load(page(41, 50), true);
      log.load(page(31, 40));
      log.load(page(51, 60));
      expect(ends(log)).toEqual([31, 60]);
      log.load(page(61, 95));
      expect([ends(log), log.hasNewer]).toEqual([[31, 100], false]);
      log.apply(message(101));
      expect(shown(log)).toHaveLength(71);
    });

    it('takes changes of what is out of view', () => {
      const log = loaded(100, 91);
      log.load(page(31, 40), true);
      log.showEnd();
      log.apply(recalled(35, 101));
      log.show(message(35).id);
      expect(log.messages.find(({ sequence }) => sequence === 35)?.recalled_at).not.toBeNull();
    });
  });

  it('blanks quotes of a recalled message, those that come later too', () => {
    const log = loaded(3);
    const quote = { id: message(1).id, sender_id: 'm1', excerpt: 'message 1' };
    log.apply(message(4, { reply_to: quote }));
    log.apply(recalled(1, 5));
    log.apply(message(5, { revision: 6, reply_to: quote }));
    expect(log.messages.filter((m) => m.reply_to).map((m) => m.reply_to!.excerpt)).toEqual(['', '']);
  });

  it('is complete up to where a page of changes says, and drops what that covers', () => {
    const log = loaded(3);
    log.apply(message(9));
    log.beginChanges()({ count: 9, results: [4, 5, 6, 7, 8].map((n) => message(n)), has_more: false, revision: 9 });
    expect(log.revision).toBe(9);
    expect(log.hasGap).toBe(false);
    expect(shown(log)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('believes a head that speaks of more', () => {
    const log = loaded(3);
    log.expect(4);
    expect(log.hasGap).toBe(true);
    log.apply(message(4));
    expect(log.hasGap).toBe(false);
  });

  it('keeps a doubt that arose while a read was already under way', () => {
    const log = loaded(3);
    const take = log.beginChanges();
    log.doubt();
    take({ count: 3, results: [], has_more: false, revision: 3 });
    expect(log.hasGap).toBe(true);
    log.beginChanges()({ count: 3, results: [], has_more: false, revision: 3 });
    expect(log.hasGap).toBe(false);
  });
});
