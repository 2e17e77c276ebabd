import type { Attachment, Message, Quote, SendMessageCall } from '@/api/types';

import { isGone } from '../conversations';

/** A message that was written and is not known to be stored. */
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
/** A pause of this many milliseconds is noticed, and explained. */
const NOTICED_MS = 3_000;
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

/** What somebody wrote, to be sent behind all that wait. */
export function newItem(
  items: readonly OutboxItem[],
  written: Pick<OutboxItem, 'client_message_id' | 'conversation_id' | 'type' | 'content' | 'attachment' | 'reply_to'>,
  now: number,
): OutboxItem {
  return { ...written, created_at: writtenAt(items, now), ...FRESH };
}

const FRESH = { state: 'waiting', reason: null, attempts: 0, not_before: 0 } as const;

/** To be tried again at once, as if it had never been tried. */
export const tryAgain = (): Partial<OutboxItem> => ({ ...FRESH });

export interface Failure {
  code: string;
  /** As a sentence. */
  message: string;
  retryAfterMs: number | null;
}

/** What becomes of a message that was tried: what changes in it, and whether it, the one behind it or nothing is sent next. */
export interface Outcome {
  changes: Partial<OutboxItem> | null;
  next: 'same' | 'following' | 'none';
}

export function afterFailure(item: OutboxItem, { code, message, retryAfterMs }: Failure, now: number): Outcome {
  // What it answers is gone, and what it says is not.
  if (code === 'validation_failed' && item.reply_to?.excerpt === '') return { changes: { reply_to: null }, next: 'same' };
  const attempts = item.attempts + 1;
  const decision = verdict(code, attempts, retryAfterMs);
  if (decision.fail) return { changes: { state: 'failed', reason: message, attempts }, next: 'following' };
  const pause = decision.retryInMs;
  if (pause === null) return { changes: null, next: 'none' };
  return {
    changes: { attempts, not_before: now + pause, pause_ms: pause, reason: pause >= NOTICED_MS ? message : null },
    next: 'same',
  };
}

/** Those that quote one of these messages, when it is gone: what was taken back is not to be read in what answers it. */
export function quotingGone(items: readonly OutboxItem[], messages: readonly Message[]): OutboxItem[] {
  return items.filter(({ reply_to: quote }) => quote?.excerpt && messages.some((message) => message.id === quote.id && isGone(message)));
}

/** Those that failed since. */
export function failedSince(before: readonly OutboxItem[], items: readonly OutboxItem[]): OutboxItem[] {
  const known = new Set(before.filter(isFailed).map((item) => item.client_message_id));
  return items.filter((item) => isFailed(item) && !known.has(item.client_message_id));
}

const isFailed = (item: OutboxItem) => item.state === 'failed';

export function callOf(item: OutboxItem): SendMessageCall {
  return {
    conversation_id: item.conversation_id,
    client_message_id: item.client_message_id,
    type: item.type,
    content: item.content,
    ...(item.attachment && { attachment_id: item.attachment.id }),
    ...(item.reply_to && { reply_to_id: item.reply_to.id }),
  };
}
