import type { Role, User } from '@/api/types';

const PARTNERS: Record<Role, readonly Role[]> = {
  buyer: ['merchant', 'platform'],
  merchant: ['buyer', 'platform'],
  platform: ['buyer', 'merchant'],
  admin: [],
};

/** Whom to offer, in the order in which they are looked for: few who help with everything before many who sell. */
export function partnerRoles(me: User): Role[] {
  return [...PARTNERS[me.role]].sort((a, b) => Number(b === 'platform') - Number(a === 'platform'));
}

/** The contract's rule of who may write to whom; the server has the last word. */
export function mayTalkTo(me: User, other: User): boolean {
  return other.id !== me.id && other.status === 'active' && PARTNERS[me.role].includes(other.role);
}
