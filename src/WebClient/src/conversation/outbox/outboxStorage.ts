import { keep } from '@/platform/browserStorage';

import { byCreation, type OutboxItem } from './queue';

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
