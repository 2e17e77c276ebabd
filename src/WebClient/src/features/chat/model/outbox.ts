import type { Attachment, Quote } from '@/api/types';

export interface OutboxItem {
  client_message_id: string;
  conversation_id: number;
  type: 'text' | 'image' | 'file' | 'voice';
  content: string;
  attachment: Attachment | null;
  reply_to: Quote | null;
  created_at: string;
  state: 'waiting' | 'failed';
  /** Why it failed, as a sentence. */
  reason: string | null;
  attempts: number;
}

/** These will not get better by trying again. */
const FINAL = new Set(['validation_failed', 'forbidden', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type']);
/** Failures that nobody can name are tried this often before they are shown. */
const MAX_ATTEMPTS = 5;

export type Verdict = { fail: true } | { fail: false; retryInMs: number | null };

/**
 * What to do after a failed attempt. `retryInMs` null waits for the next connection.
 */
export function verdict(code: string, attempts: number): Verdict {
  if (FINAL.has(code)) return { fail: true };
  if (code === 'disconnected' || code === 'unauthenticated') return { fail: false, retryInMs: null };
  if (code === 'rate_limited') return { fail: false, retryInMs: 2_000 };
  if (code === 'unavailable') return { fail: false, retryInMs: Math.min(500 * 2 ** attempts, 10_000) };
  return attempts >= MAX_ATTEMPTS ? { fail: true } : { fail: false, retryInMs: 1_000 };
}

/** Oldest first; one that failed does not hold up those after it. */
export function nextToSend(items: readonly OutboxItem[], conversationId: number): OutboxItem | null {
  return items.find((item) => item.conversation_id === conversationId && item.state === 'waiting') ?? null;
}

export function byCreation(a: OutboxItem, b: OutboxItem): number {
  return a.created_at.localeCompare(b.created_at);
}

/** What was queued before messages could carry files. */
const BARE = { type: 'text', attachment: null } as const;

const PREFIX = 'livechat.outbox.';

/**
 * Each message under its own key: several tabs of one person share the storage, and none may write over what another
 * one queued. Two tabs sending the same message is harmless, because its id is the same.
 */
export class OutboxStorage {
  private readonly prefix: string;

  constructor(userId: string, private readonly storage: Storage) {
    this.prefix = `${PREFIX}${userId}:`;
  }

  load(): OutboxItem[] {
    const items: OutboxItem[] = [];
    for (let index = 0; index < this.storage.length; index += 1) {
      const key = this.storage.key(index);
      const value = key?.startsWith(this.prefix) ? this.storage.getItem(key) : null;
      if (value) items.push({ ...BARE, ...(JSON.parse(value) as OutboxItem) });
    }
    return items.sort(byCreation);
  }

  save(item: OutboxItem): void {
    try {
      this.storage.setItem(this.prefix + item.client_message_id, JSON.stringify(item));
    } catch {
      // A full or forbidden storage costs the survival of a reload, not the message.
    }
  }

  remove(clientMessageId: string): void {
    this.storage.removeItem(this.prefix + clientMessageId);
  }
}
