import type { Attachment, Quote } from '@/api/types';
import { keep } from '@/platform/browserStorage';

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
  /** Not to be sent by any tab before this, in milliseconds of the epoch by this machine's clock, and how long that was when it was set. */
  not_before: number;
  pause_ms?: number;
}

/** These will not get better by trying again. */
const FINAL = new Set(['validation_failed', 'forbidden', 'not_found', 'conflict', 'payload_too_large', 'unsupported_media_type']);
/** Failures that nobody can name are tried this often before they are shown. */
const MAX_ATTEMPTS = 5;
/** When the server says that it is too much, but not for how long. */
const RATE_PAUSE_MS = 2_000;
/** Whatever the server says and the clock does, a message is tried again after this. */
const MAX_PAUSE_MS = 60_000;

export type Verdict = { fail: true } | { fail: false; retryInMs: number | null };

/**
 * What to do after a failed attempt. `retryInMs` null waits for the next connection; `retryAfterMs` is how long the server
 * asked to be left alone.
 */
export function verdict(code: string, attempts: number, retryAfterMs: number | null = null): Verdict {
  if (FINAL.has(code)) return { fail: true };
  if (code === 'disconnected' || code === 'unauthenticated') return { fail: false, retryInMs: null };
  if (code === 'rate_limited') return { fail: false, retryInMs: Math.min(retryAfterMs ?? RATE_PAUSE_MS, MAX_PAUSE_MS) };
  if (code === 'unavailable' || code === 'network') return { fail: false, retryInMs: Math.min(500 * 2 ** attempts, 10_000) };
  return attempts >= MAX_ATTEMPTS ? { fail: true } : { fail: false, retryInMs: 1_000 };
}

/** What is left of a pause, in milliseconds. One that is longer than it was made comes from a clock that was set back. */
export function pauseLeft({ not_before, pause_ms = MAX_PAUSE_MS }: OutboxItem, now: number): number {
  const left = not_before - now;
  return left > pause_ms ? 0 : Math.max(0, left);
}

/** When a new message was written, after all that wait: a clock that stands still or goes back must not swap them. */
export function writtenAt(items: readonly OutboxItem[], now: number): string {
  const last = Math.max(0, ...items.map((item) => Date.parse(item.created_at)));
  return new Date(Math.max(now, last + 1)).toISOString();
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
 * one queued.
 */
export class OutboxStorage {
  private readonly prefix: string;
  /** What could not be stored lives in this page only. */
  private readonly unsaved = new Set<string>();

  constructor(
    userId: string,
    private readonly storage: Storage,
  ) {
    this.prefix = `${PREFIX}${userId}:`;
  }

  load(): OutboxItem[] {
    const items: OutboxItem[] = [];
    for (let index = 0; index < this.storage.length; index += 1) {
      const key = this.storage.key(index);
      const item = key?.startsWith(this.prefix) ? parse(this.storage.getItem(key)) : null;
      if (item) items.push(item);
    }
    return items.sort(byCreation);
  }

  /** What is stored now, by any tab, and what only this page knows. */
  merge(known: readonly OutboxItem[]): OutboxItem[] {
    return [...this.load(), ...known.filter((item) => this.unsaved.has(item.client_message_id))].sort(byCreation);
  }

  save(item: OutboxItem): void {
    // A full storage costs the survival of a reload, not the message.
    if (keep(this.storage, this.prefix + item.client_message_id, JSON.stringify(item))) this.unsaved.delete(item.client_message_id);
    else this.unsaved.add(item.client_message_id);
  }

  remove(clientMessageId: string): void {
    this.unsaved.delete(clientMessageId);
    this.storage.removeItem(this.prefix + clientMessageId);
  }

  /** Whether a change of the storage is about these messages. */
  owns(key: string | null): boolean {
    return key === null || key.startsWith(this.prefix);
  }
}

function parse(value: string | null): OutboxItem | null {
  try {
    return value ? { ...BARE, ...(JSON.parse(value) as OutboxItem) } : null;
  } catch {
    return null;
  }
}
