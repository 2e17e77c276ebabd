import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

import { api } from '@/api/client';
import { isApiError } from '@/api/problem';
import { serverNow } from '@/api/serverClock';
import type { Attachment, Message, Quote, SendMessageCall } from '@/api/types';
import { HubError, type Realtime } from '@/realtime';

import { newClientMessageId } from './clientMessageId';
import { exclusively } from './exclusively';
import { OutboxStorage } from './outboxStorage';
import {
  afterFailure,
  callOf,
  failedSince,
  newItem,
  nextToSend,
  pauseLeft,
  quotingGone,
  tryAgain,
  type Failure,
  type OutboxItem,
} from './queue';

/**
 * What was written and is not yet stored on the server. One at a time per conversation, so that order is kept; all tabs of
 * one person share it, and only one of them sends at a time.
 */
export const useOutbox = defineStore('outbox', () => {
  const items = ref<OutboxItem[]>([]);
  const isConnected = ref(true);
  const waiting = computed(() => items.value.filter((item) => item.state === 'waiting').length);
  const sending = new Set<number>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let realtime: Realtime | null = null;
  let storage: OutboxStorage | null = null;
  let owner = '';
  let refused: (conversationId: number) => void = () => undefined;

  /** `onRefused`: whether anything can still be written in a conversation may have changed. */
  function attach(live: Realtime, me: string, onRefused = refused): void {
    realtime = live;
    owner = me;
    refused = onRefused;
    storage = new OutboxStorage(me, localStorage);
    items.value = storage.load();
    window.addEventListener('storage', onStorage);
    live.events.on('state', ({ kind }) => (isConnected.value = kind === 'connected'));
    live.events.on('connected', flushAll);
    live.events.on('MessageReceived', (message) => {
      // Another tab of the same person may have sent what this one still holds.
      if (message.sender_id === me && message.client_message_id) drop(message.client_message_id);
    });
    live.events.on('MessageUpdated', (message) => blankQuotes([message]));
    live.events.on('log', (view) => blankQuotes(view.messages));
  }

  /** Another tab queued, sent, failed or dropped something. */
  function onStorage(event: StorageEvent): void {
    if (!storage?.owns(event.key)) return;
    const before = items.value;
    refresh();
    failedSince(before, items.value).forEach(({ conversation_id }) => refused(conversation_id));
    flushAll();
  }

  function blankQuotes(messages: readonly Message[]): void {
    for (const item of quotingGone(items.value, messages)) change(item, { reply_to: item.reply_to && { ...item.reply_to, excerpt: '' } });
  }

  function refresh(): void {
    if (storage) items.value = storage.merge(items.value);
  }

  function post(
    conversationId: number,
    content: string,
    replyTo: Quote | null,
    file: { kind: 'image' | 'file' | 'voice'; attachment: Attachment } | null = null,
  ): void {
    const item = newItem(
      items.value,
      {
        client_message_id: newClientMessageId(),
        conversation_id: conversationId,
        type: file?.kind ?? 'text',
        content,
        attachment: file?.attachment ?? null,
        reply_to: replyTo,
      },
      serverNow(),
    );
    items.value.push(item);
    storage?.save(item);
    void flush(conversationId);
  }

  /** Tried again under the same id: if the first attempt did arrive, the server returns that message. */
  function retry(clientMessageId: string): void {
    const item = find(clientMessageId);
    if (!item) return;
    change(item, tryAgain());
    void flush(item.conversation_id);
  }

  function drop(clientMessageId: string): void {
    storage?.remove(clientMessageId);
    items.value = items.value.filter((item) => item.client_message_id !== clientMessageId);
  }

  function find(clientMessageId: string): OutboxItem | undefined {
    return items.value.find((item) => item.client_message_id === clientMessageId);
  }

  function flushAll(): void {
    for (const id of new Set(items.value.map((item) => item.conversation_id))) void flush(id);
  }

  async function flush(conversationId: number): Promise<void> {
    clearTimeout(timers.get(conversationId));
    if (sending.has(conversationId)) return;
    sending.add(conversationId);
    await exclusively(`livechat.outbox.${owner}:${conversationId}`, () => drain(conversationId));
  }

  async function drain(conversationId: number): Promise<void> {
    try {
      // While this tab waited for its turn another one may have sent.
      refresh();
      for (let item = nextToSend(items.value, conversationId); item; item = nextToSend(items.value, conversationId))
        if (!(await attempt(item))) return;
    } finally {
      sending.delete(conversationId);
    }
  }

  /** False when the rest of the conversation has to wait behind this one. */
  async function attempt(item: OutboxItem): Promise<boolean> {
    if (!realtime) return false;
    const wait = pauseLeft(item, Date.now());
    if (wait > 0) {
      timers.set(
        item.conversation_id,
        setTimeout(() => void flush(item.conversation_id), wait),
      );
      return false;
    }
    try {
      await deliver(realtime, callOf(item));
      drop(item.client_message_id);
      return true;
    } catch (error) {
      const { changes, next } = afterFailure(item, failureOf(error), Date.now());
      const changed = changes && change(item, changes);
      if (changed?.state === 'failed') refused(item.conversation_id);
      // Meanwhile it may have been dropped.
      if (next === 'same') return changed ? attempt(changed) : true;
      return next === 'following';
    }
  }

  function failureOf(error: unknown): Failure {
    const { code, message } = error instanceof HubError || isApiError(error) ? error : new HubError('internal', '');
    return { code, message, retryAfterMs: isApiError(error) ? error.retryAfterMs : null };
  }

  /** The hub says only that it was too much; the other door, which counts together with it, says for how long. */
  async function deliver(live: Realtime, call: SendMessageCall): Promise<Message> {
    try {
      return await live.send(call);
    } catch (error) {
      if (!(error instanceof HubError) || error.code !== 'rate_limited') throw error;
      const stored = await api.sendMessage(call);
      live.apply(stored);
      return stored;
    }
  }

  function change(item: OutboxItem, changes: Partial<OutboxItem>): OutboxItem | undefined {
    const current = find(item.client_message_id);
    if (current) storage?.save(Object.assign(current, changes));
    return current;
  }

  function clear(): void {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    window.removeEventListener('storage', onStorage);
    items.value = [];
    storage = null;
    realtime = null;
  }

  return { items, waiting, isConnected, attach, post, retry, drop, clear };
});
