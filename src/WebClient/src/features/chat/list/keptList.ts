import type { Conversation } from '@/api/types';
import { keep } from '@/platform/browserStorage';

const KEY = 'livechat.conversations';
/** A screen and what one scrolls to. */
const MAX_KEPT = 50;

/** For this tab alone, and until its person signs out; a reload without a network begins with it. */
export function keepList(me: string, conversations: readonly Conversation[]): void {
  keep(sessionStorage, `${KEY}.${me}`, JSON.stringify(conversations.slice(0, MAX_KEPT)));
}

export function forgetList(me: string): void {
  sessionStorage.removeItem(`${KEY}.${me}`);
}

export function keptList(me: string): Conversation[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`${KEY}.${me}`) ?? '[]') as unknown;
    return Array.isArray(kept) ? (kept as Conversation[]) : [];
  } catch {
    return [];
  }
}
