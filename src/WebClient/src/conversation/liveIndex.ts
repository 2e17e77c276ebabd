import type { Conversation, Head, Message, ReadUpdated, User } from '@/api/types';
import type { Realtime } from '@/realtime';

import { byActivity, isGone, mergeConversation, withMessage, withRead } from './conversations';

interface Holder {
  /** What is known of each conversation; reactive where each change is shown at once. */
  entries: Map<number, Conversation>;
  /** Unread counts of conversations whose entry is not known; an onlooker has none. */
  farUnread?: Map<number, number>;
  learn: (people: readonly User[]) => void;
  /** News came that what is known of this conversation does not explain: the server has to be asked for it. */
  doubt: (conversationId: number) => void;
  /** A conversation became known. */
  added?: () => void;
  changed?: () => void;
}

export type LiveIndex = ReturnType<typeof createLiveIndex>;

/**
 * Conversations as far as they are known here, kept live by pushes and right by heads. The index itself asks the server for nothing. What is
 * in doubt is read by its holder: a member's list reads the conversation, the monitor reads the list, because the audit log records each
 * conversation that an admin reads.
 */
export function createLiveIndex({ entries, farUnread, learn, doubt, added, changed }: Holder) {
  /** Whose counts the entries show. */
  let me = '';
  let order: readonly Conversation[] = [];

  /** Without `userId` it is an onlooker's. */
  function attach(realtime: Realtime, userId = ''): void {
    me = userId;
    realtime.events.on('MessageReceived', takeMessage);
    realtime.events.on('MessageUpdated', takeMessage);
    realtime.events.on('ConversationUpdated', (conversation) => void ingest(conversation));
    realtime.events.on('ReadUpdated', takeRead);
  }

  function put(entry: Conversation): void {
    entries.set(entry.id, entry);
    changed?.();
  }

  function ingest(conversation: Conversation): Conversation {
    const known = entries.get(conversation.id);
    const merged = mergeConversation(known, conversation, me);
    put(merged);
    if (!known) added?.();
    learn(conversation.participants.map(({ user }) => user));
    return merged;
  }

  function takeMessage(message: Message): void {
    const entry = entries.get(message.conversation_id);
    if (!entry) return doubt(message.conversation_id);
    put(withMessage(entry, message, me));
    // Counters can't be told from a push that skipped others, nor from a recall, who waits since when.
    if (message.revision > entry.revision + 1 || isGone(message)) doubt(entry.id);
  }

  function takeRead(read: ReadUpdated): void {
    const entry = entries.get(read.conversation_id);
    if (entry) put(withRead(entry, read, me));
    else if (read.user_id === me) farUnread?.set(read.conversation_id, read.unread_count);
  }

  /** What heads tell of one's own counts. */
  function takeHeads(heads: readonly Head[]): void {
    for (const head of heads) {
      farUnread?.set(head.conversation_id, head.unread_count);
      const entry = entries.get(head.conversation_id);
      if (entry && entry.revision === head.revision) put(withRead(entry, { user_id: me, ...head }, me));
    }
  }

  /** Whether the server has more of a conversation than is known here. */
  function isBehind(head: Head): boolean {
    return (entries.get(head.conversation_id)?.revision ?? -1) < head.revision;
  }

  /** These were read to their end, or all of them. */
  function readToEnd(ids: readonly number[] | null): void {
    for (const entry of entries.values())
      if (ids === null || ids.includes(entry.id))
        put(withRead({ ...entry, marked_unread: false }, { user_id: me, last_read_sequence: entry.last_sequence, unread_count: 0 }, me));
    for (const id of ids ?? [...(farUnread?.keys() ?? [])]) farUnread?.set(id, 0);
  }

  /** Over all conversations, known or not; muted ones call nobody. */
  function totalUnread(): number {
    let total = 0;
    for (const entry of entries.values()) if (!entry.muted) total += entry.unread_count;
    for (const [id, unread] of farUnread ?? []) if (!entries.has(id)) total += unread;
    return total;
  }

  /** By activity. Each time they are nearly in order already, which is what the engine's sort is quickest at. */
  function sorted(): readonly Conversation[] {
    order = [...reordered(order, entries)].sort(byActivity);
    return order;
  }

  function clear(): void {
    entries.clear();
    farUnread?.clear();
    order = [];
  }

  return { attach, ingest, takeRead, takeHeads, isBehind, readToEnd, totalUnread, sorted, clear };
}

/** The entries as they are now, in the order they had before; new ones at the end. */
function* reordered(before: readonly Conversation[], entries: ReadonlyMap<number, Conversation>): Generator<Conversation> {
  const seen = new Set<number>();
  for (const { id } of before) {
    const entry = entries.get(id);
    if (entry) {
      seen.add(id);
      yield entry;
    }
  }
  for (const [id, entry] of entries) if (!seen.has(id)) yield entry;
}
