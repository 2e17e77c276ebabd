import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

import { api } from '@/api/client';
import { isApiError } from '@/api/problem';
import { serverNow } from '@/api/serverClock';
import type { Attachment, Message, Quote, SendMessageCall } from '@/api/types';
import { useConversations } from '@/features/chat/list/conversations';
import { HubError, type Realtime } from '@/realtime';

import { isGone } from '../conversations';
import { newClientMessageId } from './clientMessageId';
import { exclusively } from './exclusively';
import { nextToSend, OutboxStorage, pauseLeft, verdict, writtenAt, type OutboxItem } from './queue';

/** A pause of this many milliseconds is noticed. */
const NOTICED_MS = 3_000;

/**
 * What was written and is not yet stored on the server. One at a time per conversation, so that order is kept; all tabs of
 * one person share it, and only one of them sends at a time.
 */
export const useOutbox = defineStore('outbox', () => {
  const conversations = useConversations();
  const items = ref<OutboxItem[]>([]);
  const isConnected = ref(true);
  const isFailed = (item: OutboxItem) => item.state === 'failed';
  const waiting = computed(() => items.value.filter((item) => item.state === 'waiting').length);
  const sending = new Set<number>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let realtime: Realtime | null = null;
  let storage: OutboxStorage | null = null;
  let owner = '';

  function attach(live: Realtime, me: string): void {
    realtime = live;
    owner = me;
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
    const failed = new Set(items.value.filter(isFailed).map((item) => item.client_message_id));
    refresh();
    for (const item of items.value) if (isFailed(item) && !failed.has(item.client_message_id)) askWhy(item);
    flushAll();
  }

  /** What was taken back is not to be read in what answers it. */
  function blankQuotes(messages: readonly Message[]): void {
    for (const item of items.value) {
      const quote = item.reply_to;
      if (quote?.excerpt && messages.some((message) => message.id === quote.id && isGone(message)))
        change(item, { reply_to: { ...quote, excerpt: '' } });
    }
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
    const item: OutboxItem = {
      client_message_id: newClientMessageId(),
      conversation_id: conversationId,
      type: file?.kind ?? 'text',
      content,
      attachment: file?.attachment ?? null,
      reply_to: replyTo,
      created_at: writtenAt(items.value, serverNow()),
      state: 'waiting',
      reason: null,
      attempts: 0,
      not_before: 0,
    };
    items.value.push(item);
    storage?.save(item);
    void flush(conversationId);
  }

  /** Tried again under the same id: if the first attempt did arrive, the server returns that message. */
  function retry(clientMessageId: string): void {
    const item = find(clientMessageId);
    if (!item) return;
    change(item, { state: 'waiting', reason: null, attempts: 0, not_before: 0 });
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
      const { code, message } = error instanceof HubError || isApiError(error) ? error : new HubError('internal', '');
      if (code === 'validation_failed' && item.reply_to?.excerpt === '') {
        // What it answers is gone, and what it says is not.
        const unquoted = change(item, { reply_to: null });
        return unquoted ? attempt(unquoted) : true;
      }
      const decision = verdict(code, item.attempts + 1, isApiError(error) ? error.retryAfterMs : null);
      if (decision.fail) {
        change(item, { state: 'failed', reason: message, attempts: item.attempts + 1 });
        askWhy(item);
        return true;
      }
      if (decision.retryInMs === null) return false;
      const changed = change(item, {
        attempts: item.attempts + 1,
        not_before: Date.now() + decision.retryInMs,
        pause_ms: decision.retryInMs,
        // A pause that is noticed is explained.
        reason: decision.retryInMs >= NOTICED_MS ? message : null,
      });
      return changed ? attempt(changed) : true;
    }
  }

  /** Whether anything can still be written there is told by the conversation. */
  function askWhy(item: OutboxItem): void {
    conversations.fetch(item.conversation_id).catch(() => undefined);
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

  function callOf(item: OutboxItem): SendMessageCall {
    return {
      conversation_id: item.conversation_id,
      client_message_id: item.client_message_id,
      type: item.type,
      content: item.content,
      ...(item.attachment && { attachment_id: item.attachment.id }),
      ...(item.reply_to && { reply_to_id: item.reply_to.id }),
    };
  }

  return { items, waiting, isConnected, attach, post, retry, drop, clear };
});
