import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';

import { api } from '@/api/client';
import { serverNow } from '@/api/serverClock';
import type { Message } from '@/api/types';
import { i18n } from '@/i18n';
import { config } from '@/platform/config';
import { useNotices } from '@/ui/notices';

import { useMessages } from '../messages';
import { recallableUntil } from './recall';

/** For so long a recall can be taken back, in milliseconds; for less where the time to recall is over before. */
export const UNDO_MS = 5_000;
/** What a call may take on its way. */
const TRAVEL_MS = 1_500;

/** Recalls that were asked for and are not made yet: what is recalled is gone for good, and a slip of the finger should not cost it. */
export const useRecalls = defineStore('recalls', () => {
  const messages = useMessages();
  const notices = useNotices();
  const asked = shallowReactive(new Map<number, Message>());
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  /** `recall` makes it when the time is over. */
  function ask(message: Message, recall: (id: number) => Promise<unknown>): void {
    if (asked.has(message.id)) return;
    asked.set(message.id, message);
    const left = recallableUntil(message, config.recallWindowMs) - serverNow() - TRAVEL_MS;
    timers.set(
      message.id,
      setTimeout(() => void make(message, recall), Math.max(0, Math.min(UNDO_MS, left))),
    );
  }

  function undo(messageId: number): void {
    clearTimeout(timers.get(messageId));
    timers.delete(messageId);
    asked.delete(messageId);
  }

  async function make(message: Message, recall: (id: number) => Promise<unknown>): Promise<void> {
    clearTimeout(timers.get(message.id));
    try {
      await recall(message.id);
      if (message.type === 'text') messages.takeBack(message);
    } catch (error) {
      notices.problem((error as Error).message || i18n.global.t('error.network'));
    }
    undo(message.id);
  }

  /** Whoever leaves the page means what they asked for. */
  async function makeAll(): Promise<void> {
    await Promise.all([...asked.values()].map((message) => make(message, api.recall)));
  }

  window.addEventListener('pagehide', () => void makeAll());
  return { asked, ask, undo, makeAll };
});
