import { describe, expect, it } from 'vitest';

import { isSendKey } from './sendKey';

describe('isSendKey', () => {
  const key = (more: object) => ({ key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('is Enter alone', () => {
    expect(isSendKey(key({}), 'enter')).toBe(true);
    expect(isSendKey(key({ shiftKey: true }), 'enter')).toBe(false);
    expect(isSendKey(key({ key: 'a' }), 'enter')).toBe(false);
  });

  it('is Enter with Ctrl or ⌘ for those who chose so', () => {
    expect(isSendKey(key({}), 'ctrlEnter')).toBe(false);
    expect(isSendKey(key({ ctrlKey: true }), 'ctrlEnter')).toBe(true);
    expect(isSendKey(key({ metaKey: true }), 'ctrlEnter')).toBe(true);
  });
});
