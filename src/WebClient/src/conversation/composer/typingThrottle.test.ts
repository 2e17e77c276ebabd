import { describe, expect, it, vi } from 'vitest';

import { TypingThrottle } from './typingThrottle';

describe('TypingThrottle', () => {
  it('speaks every two and a half seconds, and once at the end', () => {
    let now = 10_000;
    const send = vi.fn();
    const throttle = new TypingThrottle(send, () => now);
    for (let n = 0; n < 6; n += 1, now += 1_000) throttle.typed(true);
    throttle.typed(false);
    throttle.stopped();
    expect(send.mock.calls).toEqual([[true], [true], [false]]);
  });
});
