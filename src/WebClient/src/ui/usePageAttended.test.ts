import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effectScope, type EffectScope } from 'vue';

import { attendPage, focusWindow, showPage } from './page.fake';
import { usePageAttended } from './usePageAttended';

let scope: EffectScope;

beforeEach(() => {
  attendPage();
  scope = effectScope();
});

afterEach(() => scope.stop());

describe('usePageAttended', () => {
  it('takes a page in view behind another window for one that is not read', async () => {
    const attended = scope.run(() => usePageAttended())!;
    expect(attended.value).toBe(true);
    focusWindow(false);
    expect(attended.value).toBe(false);
    focusWindow(true);
    expect(attended.value).toBe(true);
    showPage('hidden');
    expect(attended.value).toBe(false);
  });
});
