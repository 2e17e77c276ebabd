import { defineStore } from 'pinia';
import { ref } from 'vue';

import { api } from '@/api/client';
import { isApiError } from '@/api/problem';
import type { Quote } from '@/api/types';
import { i18n } from '@/i18n';
import { keep } from '@/platform/browserStorage';
import { refusalOf } from '@/ui/uploadLimit';

import { newClientMessageId } from '../outbox/clientMessageId';
import { useOutbox } from '../outbox/outbox';
import { kindOf, type UploadItem } from './upload';

const KEY = 'livechat.uploads';

/** At once: a browser has six connections to a server, and the conversation needs some of them. */
const AT_ONCE = 3;

type Stored = Pick<UploadItem, 'conversation_id' | 'name' | 'size' | 'duration_ms' | 'attachment'>;

/** The server's last word on a file. */
const REFUSALS = ['unsupported_media_type', 'payload_too_large', 'validation_failed'];
const isFinal = (error: unknown) => REFUSALS.some((code) => isApiError(error, code));

/** Files that are being uploaded, and those that wait in the composer to be sent. */
export const useUploads = defineStore('uploads', () => {
  const outbox = useOutbox();
  const items = ref<UploadItem[]>([]);
  const running = new Map<string, AbortController>();
  let key = '';

  /** What had arrived before a reload can still be sent; the rest is named, so that nobody believes it was. */
  function attach(me: string): void {
    key = `${KEY}.${me}`;
    const stored = JSON.parse(sessionStorage.getItem(key) ?? '[]') as Stored[];
    items.value = stored.map((item) => ({
      ...item,
      id: newClientMessageId(),
      kind: kindOf(item.name),
      file: null,
      progress: 0,
      state: item.attachment ? 'ready' : 'failed',
      reason: item.attachment ? '' : i18n.global.t('uploads.interrupted'),
      is_wanted: false,
      reply_to: null,
    }));
  }

  function add(conversationId: number, files: Iterable<File>, durationMs: number | null = null): UploadItem[] {
    const added = [...files].map((file): UploadItem => {
      const reason = refusalOf(file);
      return {
        id: newClientMessageId(),
        conversation_id: conversationId,
        kind: kindOf(file.name),
        name: file.name,
        size: file.size,
        file: reason ? null : file,
        duration_ms: durationMs,
        progress: 0,
        state: reason ? 'failed' : 'uploading',
        reason,
        attachment: null,
        is_wanted: false,
        reply_to: null,
      };
    });
    items.value.push(...added);
    remember();
    uploadNext();
    return added;
  }

  function retry(id: string): void {
    const item = find(id);
    if (!item?.file) return;
    Object.assign(item, { state: 'uploading', progress: 0, reason: '' });
    uploadNext();
  }

  /** Calls it off, or takes it out of the tray. */
  function remove(id: string): void {
    const item = find(id);
    if (!item) return;
    running.get(id)?.abort();
    take(item);
    postReady(item.conversation_id);
  }

  /** Sends them as soon as they are there; the first one answers the quote. */
  function send(ids: readonly string[], quote: Quote | null): void {
    const wanted = items.value.filter((item) => ids.includes(item.id));
    for (const item of wanted) item.is_wanted = true;
    if (wanted[0]) {
      wanted[0].reply_to = quote;
      postReady(wanted[0].conversation_id);
    }
  }

  /** In the order in which they were added: none overtakes one that is still on its way; one that failed holds up nobody. From here on the outbox holds them. */
  function postReady(conversationId: number): void {
    for (const item of items.value.filter((each) => each.conversation_id === conversationId && each.is_wanted && each.state !== 'failed')) {
      if (!item.attachment) return;
      outbox.post(item.conversation_id, '', item.reply_to, { kind: item.kind, attachment: item.attachment });
      take(item);
    }
  }

  function find(id: string): UploadItem | undefined {
    return items.value.find((item) => item.id === id);
  }

  function take({ id }: UploadItem): void {
    items.value = items.value.filter((item) => item.id !== id);
    remember();
  }

  function uploadNext(): void {
    for (const item of items.value) if (running.size < AT_ONCE && item.state === 'uploading' && !running.has(item.id)) void upload(item);
  }

  async function upload(item: UploadItem): Promise<void> {
    const controller = new AbortController();
    running.set(item.id, controller);
    const form = new FormData();
    if (item.duration_ms !== null) form.append('duration_ms', String(item.duration_ms));
    form.append('file', item.file!, item.name);
    try {
      item.attachment = await api.upload(form, (share) => (item.progress = share), controller.signal);
      item.state = 'ready';
    } catch (error) {
      // What was refused for good would be refused again.
      Object.assign(item, { state: 'failed', reason: (error as Error).message, ...(isFinal(error) && { file: null }) });
    }
    running.delete(item.id);
    uploadNext();
    if (controller.signal.aborted) return;
    remember();
    postReady(item.conversation_id);
  }

  function remember(): void {
    const stored = items.value.map(({ conversation_id, name, size, duration_ms, attachment }): Stored => ({
      conversation_id,
      name,
      size,
      duration_ms,
      attachment,
    }));
    if (stored.length > 0) keep(sessionStorage, key, JSON.stringify(stored));
    else sessionStorage.removeItem(key);
  }

  /** What is remembered stays: whoever has to sign in again is told what was not sent. */
  function clear(): void {
    for (const controller of running.values()) controller.abort();
    items.value = [];
  }

  return { items, attach, add, retry, remove, send, clear };
});
