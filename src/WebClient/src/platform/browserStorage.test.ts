import { describe, expect, it } from 'vitest';

import { keep, replaceRefusedStorages } from './browserStorage';

describe('replaceRefusedStorages', () => {
  it('stands in for what the browser refuses', () => {
    const refusing = Object.defineProperty({ sessionStorage }, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    }) as unknown as Window;
    replaceRefusedStorages(refusing);
    expect(keep(refusing.localStorage, 'a', '1')).toBe(true);
    expect([refusing.localStorage.length, refusing.localStorage.key(0), refusing.localStorage.getItem('a')]).toEqual([1, 'a', '1']);
    refusing.localStorage.removeItem('a');
    expect(refusing.localStorage.getItem('a')).toBeNull();
    expect(refusing.sessionStorage).toBe(sessionStorage);
  });
});

describe('keep', () => {
  it('says when there is no room', () => {
    const full = {
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    } as unknown as Storage;
    expect(keep(full, 'a', '1')).toBe(false);
  });
});
