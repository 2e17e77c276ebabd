import { ref, watchEffect } from 'vue';

import { keep } from '@/platform/browserStorage';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'livechat.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const darkNow = ref(systemIsDark.matches);
systemIsDark.addEventListener('change', (event) => (darkNow.value = event.matches));

export const theme = ref<Theme>(THEMES.find((name) => name === localStorage.getItem(KEY)) ?? 'system');

// Chosen in another tab.
window.addEventListener('storage', ({ key, newValue }) => {
  if (key === KEY) theme.value = THEMES.find((name) => name === newValue) ?? 'system';
});

export function setTheme(choice: Theme): void {
  theme.value = choice;
  keep(localStorage, KEY, choice);
}

watchEffect(() => {
  const dark = theme.value === 'dark' || (theme.value === 'system' && darkNow.value);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  // The phone's own bars go with the page.
  const surface = getComputedStyle(document.documentElement).getPropertyValue('--raised').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', surface);
});
