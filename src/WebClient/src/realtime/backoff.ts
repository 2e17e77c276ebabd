const FIRST_MS = 500;
const CAP_MS = 30_000;

/**
 * Milliseconds before attempt `attempt` (from 0). Half of it is fixed and half is chance, so that ten
 * thousand pages that lost the same server don't come back in the same instant.
 */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(CAP_MS, FIRST_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random());
}
