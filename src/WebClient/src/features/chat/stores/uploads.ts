import { defineStore } from 'pinia';
import { ref } from 'vue';

import { api } from '@/api/client';
import { refusalOf } from '@/app/uploadLimit';

import { newClientMessageId } from '../model/clientMessageId';
import { kindOf, type UploadItem } from '../model/upload';
import { useOutbox } from './outbox';

const KEY = 'livechat.uploads';

/** Files that are being uploaded, and those that wait in the composer to be sent. */
export const useUploads = defineStore('uploads', () => {
  const outbox = useOutbox();
  const items = ref<UploadItem[]>([]);
  let isRestored = false;
  const running = new Map<string, AbortController>();

  /** Names what a reload has interrupted, so that nobody believes it was sent. */
  function restore(interrupted: string): void {
    if (isRestored) return;
    isRestored = true;
    const names = JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as { conversation_id: number; name: string; size: number }[];
    items.value = names.map((item) => ({
      ...item, id: newClientMessageId(), kind: kindOf(item.name), file: null, duration_ms: null, progress: 0, state: 'failed', reason: interrupted, attachment: null, is_wanted: false,
    }));
  }

  function add(conversationId: number, files: Iterable<File>, durationMs: number | null = null): UploadItem[] {
    return [...files].map((file) => {
      const reason = refusalOf(file);
      items.value.push({
        id: newClientMessageId(), conversation_id: conversationId, kind: kindOf(file.name), name: file.name, size: file.size, file: reason ? null : file,
        duration_ms: durationMs, progress: 0, state: reason ? 'failed' : 'uploading', reason, attachment: null, is_wanted: false,
      });
      const item = items.value.at(-1)!;
      if (!reason) void upload(item);
      return item;
    });
  }

  function retry(id: string): void {
    const item = find(id);
    if (item?.file) void upload(item);
  }

  /** Calls it off, or takes it out of the tray. */
  function remove(id: string): void {
    running.get(id)?.abort();
    items.value = items.value.filter((item) => item.id !== id);
    remember();
  }

  function sendWhenReady(id: string): void {
    const item = find(id);
    if (!item) return;
    item.is_wanted = true;
    postIfReady(item);
  }

  /** From here on the outbox holds it, which survives a reload. */
  function postIfReady(item: UploadItem): void {
    if (!item.is_wanted || !item.attachment) return;
    outbox.post(item.conversation_id, '', null, { kind: item.kind, attachment: item.attachment });
    remove(item.id);
  }

  function find(id: string): UploadItem | undefined {
    return items.value.find((item) => item.id === id);
  }

  async function upload(item: UploadItem): Promise<void> {
    const controller = new AbortController();
    running.set(item.id, controller);
    Object.assign(item, { state: 'uploading', progress: 0, reason: '' });
    remember();
    const form = new FormData();
    if (item.duration_ms !== null) form.append('duration_ms', String(item.duration_ms));
    form.append('file', item.file!, item.name);
    try {
      item.attachment = await api.upload(form, (share) => (item.progress = share), controller.signal);
      item.state = 'ready';
      postIfReady(item);
    } catch (error) {
      if (controller.signal.aborted) return;
      Object.assign(item, { state: 'failed', reason: (error as Error).message });
    } finally {
      running.delete(item.id);
      remember();
    }
  }

  function remember(): void {
    const waiting = items.value.map(({ conversation_id, name, size }) => ({ conversation_id, name, size }));
    if (waiting.length > 0) sessionStorage.setItem(KEY, JSON.stringify(waiting));
    else sessionStorage.removeItem(KEY);
  }

  function clear(): void {
    // What a reload has interrupted is still to be named.
    if (items.value.length === 0) return;
    for (const controller of running.values()) controller.abort();
    items.value = [];
    remember();
  }

  return { items, restore, add, retry, remove, sendWhenReady, clear };
});
