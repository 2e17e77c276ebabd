import { defineStore } from 'pinia';
import { reactive } from 'vue';

import type { Message, Quote } from '@/api/types';
import { keep, onStored } from '@/platform/browserStorage';
import type { Realtime } from '@/realtime';

import { isGone } from '../conversations';

const TEXT_PREFIX = 'livechat.draft.';
const QUOTE_PREFIX = 'livechat.draftQuote.';

/** What is being written in each conversation and what it answers: kept through reloads, and the same in all tabs of one person. */
export const useDrafts = defineStore('drafts', () => {
  const texts = reactive(new Map<number, string>());
  const quotes = reactive(new Map<number, Quote>());
  /** What could not be stored lives in this page only. */
  const unsaved = new Set<number>();
  let textPrefix = '';
  let quotePrefix = '';
  let leave: () => void = () => undefined;

  function attach(userId: string, live?: Realtime): void {
    leave();
    textPrefix = `${TEXT_PREFIX}${userId}:`;
    quotePrefix = `${QUOTE_PREFIX}${userId}:`;
    texts.clear();
    quotes.clear();
    unsaved.clear();
    for (let index = 0; index < localStorage.length; index += 1) take(localStorage.key(index)!);
    leave = onStored(take);
    live?.events.on('MessageUpdated', dropQuotesOf);
  }

  /** Learns what is stored under a key, which another tab may have changed. */
  function take(key: string): void {
    const value = localStorage.getItem(key);
    if (key.startsWith(textPrefix)) learn(texts, Number(key.slice(textPrefix.length)), value);
    else if (key.startsWith(quotePrefix)) learn(quotes, Number(key.slice(quotePrefix.length)), parse(value));
  }

  function learn<T>(drafts: Map<number, T>, id: number, value: T | null): void {
    if (value === null) drafts.delete(id);
    else drafts.set(id, value);
  }

  function get(conversationId: number): string {
    return texts.get(conversationId) ?? '';
  }

  function set(conversationId: number, text: string): void {
    const key = textPrefix + conversationId;
    if (text.trim() !== '') {
      texts.set(conversationId, text);
      if (keep(localStorage, key, text)) unsaved.delete(conversationId);
      else unsaved.add(conversationId);
      return;
    }
    // What another tab has written since is newer than what goes out here.
    const stored = unsaved.has(conversationId) ? null : localStorage.getItem(key);
    if (stored !== null && stored !== get(conversationId)) return void texts.set(conversationId, stored);
    texts.delete(conversationId);
    unsaved.delete(conversationId);
    localStorage.removeItem(key);
  }

  function quoteOf(conversationId: number): Quote | null {
    return quotes.get(conversationId) ?? null;
  }

  function setQuote(conversationId: number, quote: Quote | null): void {
    const key = quotePrefix + conversationId;
    learn(quotes, conversationId, quote);
    if (quote) keep(localStorage, key, JSON.stringify(quote));
    else localStorage.removeItem(key);
  }

  /** An answer to what is gone is refused, and what was taken back is not to be read anywhere. */
  function dropQuotesOf(message: Message): void {
    for (const [id, quote] of quotes) if (quote.id === message.id && isGone(message)) setQuote(id, null);
  }

  /** Quotes are the words of others, who may take them back: whoever signs out leaves none behind. */
  function forgetQuotes(): void {
    for (const id of [...quotes.keys()]) setQuote(id, null);
  }

  return { attach, get, set, quoteOf, setQuote, forgetQuotes };
});

function parse(value: string | null): Quote | null {
  try {
    return value ? (JSON.parse(value) as Quote) : null;
  } catch {
    return null;
  }
}
