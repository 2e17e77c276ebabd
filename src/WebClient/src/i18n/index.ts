import { createI18n, type MessageContext } from 'vue-i18n';

import { api } from '@/api/client';
import { keep, onStored } from '@/app/browserStorage';

import zhCN from './locales/zh-CN';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'livechat.locale';

/** Sentences with `{name}` in them; no plurals or links, no syntax to escape, and nothing a strict content policy minds. */
const messageCompiler = (message: unknown) => {
  const sentence = String(message);
  return (context: MessageContext) => sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(context.named(name)));
};

/** Sentences that only some pages need come with those pages. */
const consoleSentences: Record<Locale, () => Promise<{ default: object }>> = {
  'zh-CN': () => import('./locales/zh-CN/admin'),
  en: () => import('./locales/en/admin'),
};
let consoleIsOpen = false;

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as string,
  fallbackLocale: 'zh-CN',
  messageCompiler,
  messages: { 'zh-CN': zhCN } as Record<string, typeof zhCN>,
});

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale;
}

/** Only the language in use is loaded; the choice is remembered in this browser. */
export async function setLocale(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale))
    i18n.global.setLocaleMessage(locale, (await import('./locales/en')).default);
  if (consoleIsOpen) await addConsoleSentences(locale);
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  keep(localStorage, KEY, locale);
  api.useLanguage(locale, i18n.global.t('error.network'));
}

/** From now on every language comes with the console's sentences. */
export async function openConsoleSentences(): Promise<void> {
  await addConsoleSentences(currentLocale());
  consoleIsOpen = true;
}

async function addConsoleSentences(locale: Locale): Promise<void> {
  i18n.global.mergeLocaleMessage(locale, (await consoleSentences[locale]()).default);
}

// Chosen in another tab.
onStored((key) => {
  const chosen = LOCALES.find((locale) => locale === localStorage.getItem(key));
  if (key === KEY && chosen && chosen !== currentLocale()) void setLocale(chosen).catch(() => undefined);
});

export function startLocale(): Promise<void> {
  return setLocale(LOCALES.find((locale) => locale === localStorage.getItem(KEY)) ?? 'zh-CN');
}
