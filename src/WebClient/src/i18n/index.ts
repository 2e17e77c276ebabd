import { createI18n, type MessageContext } from 'vue-i18n';

import { api } from '@/api/client';
import { keep, onStored } from '@/platform/browserStorage';

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
const parts = {
  account: {
    'zh-CN': () => import('./locales/zh-CN/account'),
    en: () => import('./locales/en/account'),
  },
  console: {
    'zh-CN': () => import('./locales/zh-CN/admin'),
    en: () => import('./locales/en/admin'),
  },
  /** Of the chat, on parts of the page that few open. */
  seldom: {
    'zh-CN': () => import('./locales/zh-CN/seldom'),
    en: () => import('./locales/en/seldom'),
  },
  shortcuts: {
    'zh-CN': () => import('./locales/zh-CN/shortcuts'),
    en: () => import('./locales/en/shortcuts'),
  },
  sidePanel: {
    'zh-CN': () => import('./locales/zh-CN/sidePanel'),
    en: () => import('./locales/en/sidePanel'),
  },
} satisfies Record<string, Record<Locale, () => Promise<{ default: object }>>>;
type Part = keyof typeof parts;
const opened = new Set<Part>();

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

/** Somebody's choice, which is remembered in this browser. */
export async function setLocale(locale: Locale): Promise<void> {
  await useLocale(locale);
  keep(localStorage, KEY, locale);
}

/** Only the language in use is loaded. */
async function useLocale(locale: Locale): Promise<void> {
  if (!i18n.global.availableLocales.includes(locale)) i18n.global.setLocaleMessage(locale, (await import('./locales/en')).default);
  await Promise.all([...opened].map((part) => addSentences(part, locale)));
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  api.useLanguage(locale, {
    network: i18n.global.t('error.network'),
    tooLarge: i18n.global.t('error.too_large'),
    gateway: i18n.global.t('error.gateway'),
    refused: (status) => i18n.global.t('error.refused', { status }),
  });
}

/** Loads a page or dialog together with its sentences; from then on every language comes with them. */
export function withSentences<T>(part: Part, load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [loaded] = await Promise.all([load(), addSentences(part, currentLocale())]);
    opened.add(part);
    return loaded;
  };
}

async function addSentences(part: Part, locale: Locale): Promise<void> {
  i18n.global.mergeLocaleMessage(locale, (await parts[part][locale]()).default);
}

// Chosen in another tab.
onStored((key) => {
  const chosen = LOCALES.find((locale) => locale === localStorage.getItem(key));
  if (key === KEY && chosen && chosen !== currentLocale()) void setLocale(chosen).catch(() => undefined);
});

/** The first of the browser's languages that there is, as the server chooses too. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const known = LOCALES.find((locale) => language.toLowerCase().split('-')[0] === locale.split('-')[0]);
    if (known) return known;
  }
  return 'zh-CN';
}

export function startLocale(): Promise<void> {
  return useLocale(LOCALES.find((locale) => locale === localStorage.getItem(KEY)) ?? preferredLocale(navigator.languages));
}
