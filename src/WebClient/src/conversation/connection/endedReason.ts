const KNOWN = [
  'logged_out',
  'disabled',
  'password_changed',
  'expired',
  'deleted',
  'role_changed',
  'ended_by_admin',
  'second_factor_on',
] as const;

/** The server's word for why a session ended, as a key of our sentences. */
export function endedReason(reason: string): (typeof KNOWN)[number] | 'other' {
  // What the connection itself finds out when its token is refused.
  if (reason === 'unauthenticated') return 'expired';
  const word = reason
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return KNOWN.find((known) => known === word) ?? 'other';
}
