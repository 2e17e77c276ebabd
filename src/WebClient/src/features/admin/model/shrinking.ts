import type { User } from '@/api/types';

/** Of two names that do not fit beside each other the longer one is cut: a short one would be a single letter. */
export const shrinking = ({ username }: User) => ({ flexShrink: username.length ** 3 });
