import type { Conversation, Message, Participant, User } from '@/api/types';

/** Pinned first, then newest activity; ids settle ties, so that rows never swap by themselves. */
export function byActivity(a: Conversation, b: Conversation): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  // The server writes times all in one form, so that they compare as they are; thousands are sorted at once.
  if (a.updated_at !== b.updated_at) return a.updated_at < b.updated_at ? 1 : -1;
  return b.id - a.id;
}

/** Answers and pushes overtake each other: messages and counters come from the later of the two. */
export function mergeConversation(known: Conversation | undefined, incoming: Conversation, me: string): Conversation {
  if (!known) return incoming;
  const stale = incoming.revision < known.revision;
  const participants = incoming.participants.map((participant) => {
    const before = known.participants.find((other) => other.user.id === participant.user.id);
    // A cursor only ever moves forward, so a late answer may still bring news of it.
    const behind =
      before &&
      (before.last_read_sequence > participant.last_read_sequence ||
        (stale && before.last_read_sequence === participant.last_read_sequence));
    return behind ? { ...participant, last_read_sequence: before.last_read_sequence, unread_count: before.unread_count } : participant;
  });
  const merged = withOwnCount({ ...incoming, participants }, me);
  if (!stale) return merged;
  const { last_message, last_sequence, revision, updated_at, waiting_since } = known;
  return { ...merged, last_message, last_sequence, revision, updated_at, waiting_since };
}

export function isGone(message: Message): boolean {
  return message.recalled_at !== null || message.removed_at !== null;
}

/** A pushed message on its list entry: what it shows, where it stands and who has not read it. */
export function withMessage(entry: Conversation, message: Message, me: string): Conversation {
  if (message.revision <= entry.revision) return entry;
  const isNew = message.sequence > entry.last_sequence;
  const next: Conversation = { ...entry, revision: message.revision };
  if (isNew || message.id === entry.last_message?.id) next.last_message = message;
  if (!isNew) {
    // A recall lowers the count only of those who had it unread, and it was unread only if it was whole before.
    const before = entry.last_message?.id === message.id ? entry.last_message : null;
    const wasWhole = before ? !isGone(before) : message.recalled_at === null || message.removed_at === null;
    return wasWhole && isGone(message) ? countUnread(next, message, -1, me) : next;
  }
  next.last_sequence = message.sequence;
  if (message.created_at > entry.updated_at) next.updated_at = message.created_at;
  return isGone(message) ? next : countUnread(withWait(next, message, me), message, 1, me);
}

/** A new message begins the wait of the side that asks, or answers it; somebody else's takes up again what was done with or put off. */
function withWait(entry: Conversation, message: Message, me: string): Conversation {
  if (message.sender_id === null) return entry;
  const [first, ...others] = inAskingOrder(entry.participants);
  const sender = entry.participants.find(({ user }) => user.id === message.sender_id);
  const asking = first && others.some(({ user }) => user.role !== first.user.role) ? first.user.role : null;
  const waiting_since = asking === null ? null : sender?.user.role === asking ? (entry.waiting_since ?? message.created_at) : null;
  return message.sender_id === me ? { ...entry, waiting_since } : { ...entry, waiting_since, done: false, snoozed_until: null };
}

/** A cursor moved. */
export function withRead(
  entry: Conversation,
  read: { user_id: string; last_read_sequence: number; unread_count: number },
  me: string,
): Conversation {
  const participants = entry.participants.map((participant) =>
    participant.user.id === read.user_id && participant.last_read_sequence <= read.last_read_sequence
      ? { ...participant, last_read_sequence: read.last_read_sequence, unread_count: read.unread_count }
      : participant,
  );
  return withOwnCount({ ...entry, participants }, me);
}

function countUnread(entry: Conversation, message: Message, step: 1 | -1, me: string): Conversation {
  const participants = entry.participants.map((participant) =>
    participant.user.id !== message.sender_id && message.sequence > participant.last_read_sequence
      ? { ...participant, unread_count: Math.max(0, participant.unread_count + step) }
      : participant,
  );
  return withOwnCount({ ...entry, participants }, me);
}

function withOwnCount(entry: Conversation, me: string): Conversation {
  const own = entry.participants.find((participant) => participant.user.id === me);
  return own ? { ...entry, unread_count: own.unread_count } : entry;
}

/**
 * The conversation after (1) or before (-1) the open one in the list that calls for this person, around its ends; where none calls, the
 * one beside it, or null past the ends. `calls` is never asked of the open one.
 */
export function neighbour(
  shown: readonly Conversation[],
  openId: number | null,
  step: 1 | -1,
  calls: (entry: Conversation) => boolean,
): number | null {
  const here = shown.findIndex((entry) => entry.id === openId);
  const after = [...shown.slice(here + 1), ...shown.slice(0, Math.max(0, here))];
  const inTurn = step === 1 ? after : after.reverse();
  const called = inTurn.find(calls);
  if (called) return called.id;
  return (here < 0 ? shown[0] : shown[here + step])?.id ?? null;
}

/** The other side of a direct conversation. */
export function otherSide(entry: Conversation, me: string): User | null {
  return entry.participants.find((participant) => participant.user.id !== me)?.user ?? null;
}

export function ownCursor(entry: Conversation, me: string): number {
  return entry.participants.find((participant) => participant.user.id === me)?.last_read_sequence ?? 0;
}

/** Up to where somebody else has read. */
export function othersCursor(entry: Conversation, me: string): number {
  return Math.max(
    0,
    ...entry.participants.filter((participant) => participant.user.id !== me).map((participant) => participant.last_read_sequence),
  );
}

const RANK = { buyer: 0, merchant: 1, platform: 2, admin: 3 } as const;

/** Who asks first, who answers second, as an onlooker reads it: 客 → 商, 客 → 服, 商 → 服. */
export function inAskingOrder(participants: readonly Participant[]): Participant[] {
  return [...participants].sort((a, b) => RANK[a.user.role] - RANK[b.user.role]);
}

/** Where the line 「以下为新消息」 goes. One's own messages move no cursor, so the first foreign one counts. */
export function firstUnread(messages: readonly Message[], cursor: number, me: string): number | null {
  for (let index = indexAfter(messages, cursor); index < messages.length; index += 1) {
    const message = messages[index]!;
    if (message.sender_id !== me && !isGone(message)) return message.sequence;
  }
  return null;
}

/** The first index with a sequence above this one; a page open all day holds too many to look at each. */
export function indexAfter(messages: readonly Message[], sequence: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.sequence <= sequence) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the message with this sequence stands, or -1. */
export function indexOfSequence(messages: readonly Message[], sequence: number): number {
  const index = indexAfter(messages, sequence - 1);
  return messages[index]?.sequence === sequence ? index : -1;
}

/** Something here waits to be read, or was put back for later. */
export function isWaiting(entry: Conversation): boolean {
  return entry.unread_count > 0 || entry.marked_unread;
}
