import { beforeEach, expect, it, vi } from 'vitest';

import { currentLocale, preferredLocale, setLocale, startLocale } from '.';

beforeEach(() => localStorage.clear());

it.each([
  [['en-US', 'en'], 'en'],
  [['en-GB', 'zh-CN'], 'en'],
  [['zh-TW'], 'zh-CN'],
  [['zh'], 'zh-CN'],
  [['fr-FR', 'EN-us'], 'en'],
  [['fr-FR'], 'zh-CN'],
  [['enm'], 'zh-CN'],
  [[], 'zh-CN'],
])('%s reads %s', (languages, expected) => {
  expect(preferredLocale(languages)).toBe(expected);
});

it('follows the browser until somebody chooses, and remembers nothing but a choice', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-US']);
  await startLocale();
  expect([currentLocale(), document.documentElement.lang, localStorage.getItem('livechat.locale')]).toEqual(['en', 'en', null]);
  await setLocale('zh-CN');
  await startLocale();
  expect([currentLocale(), localStorage.getItem('livechat.locale')]).toEqual(['zh-CN', 'zh-CN']);
});
