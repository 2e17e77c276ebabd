import type { Participant } from '@/api/types';

/** Of names that do not fit beside each other the longest is cut, so that no short one is left as a single letter. */
export function shrinking({ user }: Participant, sides: readonly Participant[]) {
  const isLongest = sides.every((side) => side.user.username.length <= user.username.length);
  return isLongest ? { flexShrink: 1 } : { flexShrink: 0, maxWidth: '50%' };
}
