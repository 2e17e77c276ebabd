import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { useAlerts } from './alerts';

const browser = { permission: 'default' };

beforeEach(() => {
  browser.permission = 'default';
  vi.stubGlobal('Notification', browser);
  setActivePinia(createPinia());
});
afterEach(() => vi.unstubAllGlobals());

it.each([
  ['another tab has stored', () => new StorageEvent('storage', { key: 'livechat.alerts' })],
  ['the window is used again', () => new Event('focus')],
])('sees what the browser allows by now when %s', (_, event) => {
  const alerts = useAlerts();
  expect([alerts.permission, alerts.desktopOn]).toEqual(['default', false]);
  browser.permission = 'granted';
  window.dispatchEvent(event());
  expect([alerts.permission, alerts.desktopOn]).toEqual(['granted', true]);
});
