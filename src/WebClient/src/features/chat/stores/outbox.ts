import { defineStore } from 'pinia';
import { ref } from 'vue';

import type { Attachment, Quote } from '@/api/types';
import { HubError, type Realtime } from '@/realtime';

import { newClientMessageId } from '../model/clientMessageId';
import { nextToSend, OutboxStorage, verdict, type OutboxItem } from '../model/outbox';

/** What was written and is not yet stored on the server. One at a time per conversation, so that order is kept. */
export const useOutbox = defineStore('outbox', () => {
  const items = ref<OutboxItem[]>([]);
  const sending = new Set<number>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();
  let realtime: Realtime | null = null;
  let storage: OutboxStorage | null = null;

  function attach(live: Realtime, me: string): void {
    realtime = live;
    storage = new OutboxStorage(me, localStorage);
    items.value = storage.load();
    live.events.on('connected', flushAll);
    live.events.on('MessageReceived', (message) => {
      // Another tab of the same person may have sent what this one still holds.
      if (message.sender_id === me && message.client_message_id) drop(message.client_message_id);
    });
  }

  function post(conversationId: number, content: string, replyTo: Quote | null, file: { kind: 'image' | 'file' | 'voice'; attachment: Attachment } | null = null): void {
    const item: OutboxItem = {
      client_message_id: newClientMessageId(),
      conversation_id: conversationId,
      type: file?.kind ?? 'text',
      content,
      attachment: file?.attachment ?? null,
      reply_to: replyTo,
      created_at: new Date().toISOString(),
      state: 'waiting',
      reason: null,
      attempts: 0,
    };
    items.value.push(item);
    storage?.save(item);
    void flush(conversationId);
  }

  /** Tried again under the same id: if the first attempt did arrive, the server returns that message. */
  function retry(clientMessageId: string): void {
    const item = find(clientMessageId);
    if (!item) return;
    change(item, { state: 'waiting', reason: null, attempts: 0 });
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
    try {
      for (let item = nextToSend(items.value, conversationId); item; item = nextToSend(items.value, conversationId))
        if (!(await attempt(item))) return;
    } finally {
      sending.delete(conversationId);
    }
  }

  /** False when the rest of the conversation has to wait behind this one. */
  async function attempt(item: OutboxItem): Promise<boolean> {
    if (!realtime) return false;
    try {
      await realtime.send({
        conversation_id: item.conversation_id,
        client_message_id: item.client_message_id,
        type: item.type,
        content: item.content,
        ...(item.attachment && { attachment_id: item.attachment.id }),
        ...(item.reply_to && { reply_to_id: item.reply_to.id }),
      });
      drop(item.client_message_id);
      return true;
    } catch (error) {
      const { code, message } = error instanceof HubError ? error : new HubError('internal', '');
      const decision = verdict(code, item.attempts + 1);
      if (decision.fail) {
        change(item, { state: 'failed', reason: message, attempts: item.attempts + 1 });
        return true;
      }
      if (decision.retryInMs !== null) {
        change(item, { attempts: item.attempts + 1 });
        const { conversation_id } = item;
        timers.set(conversation_id, setTimeout(() => void flush(conversation_id), decision.retryInMs));
      }
      return false;
    }
  }

  function change(item: OutboxItem, changes: Partial<OutboxItem>): void {
    const current = find(item.client_message_id);
    if (current) storage?.save(Object.assign(current, changes));
  }

  function clear(): void {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    items.value = [];
    realtime = null;
  }

  return { items, attach, post, retry, drop, clear };
});
