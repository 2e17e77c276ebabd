import type { Conversation, User } from '@/api/types';

/** Why nobody can write here; null when the reader can. The server asks the same of every message. */
export type ClosedReason = 'readonly' | 'disabled' | 'deleted';

export function closedReason(entry: Conversation, me: User): ClosedReason | null {
  const others = entry.participants.filter(({ user }) => user.id !== me.id).map(({ user }) => user);
  const isMember = others.length < entry.participants.length;
  if (me.role === 'admin' || !isMember) return 'readonly';
  if (others.some((user) => user.status === 'active')) return null;
  return others.some((user) => user.status === 'disabled') ? 'disabled' : 'deleted';
}
