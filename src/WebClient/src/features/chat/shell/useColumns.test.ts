import { afterEach, beforeEach, expect, it } from 'vitest';
import { effectScope } from 'vue';

import { useColumns } from './useColumns';

const KEY = 'livechat.columns';
const scope = effectScope();

beforeEach(() => localStorage.clear());
afterEach(() => scope.stop());

it('takes the widths that another tab has set, and does not put its own back', () => {
  const columns = scope.run(() => useColumns(() => false))!;
  localStorage.setItem(KEY, JSON.stringify({ list: 300, panel: 400 }));
  window.dispatchEvent(new StorageEvent('storage', { key: KEY }));
  columns.resize('list', 320);
  expect(JSON.parse(localStorage.getItem(KEY)!)).toEqual({ list: 320, panel: 400 });
});
