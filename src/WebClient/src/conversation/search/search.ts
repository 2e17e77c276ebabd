/** The next hit in one direction, around the ends; -1 without hits. */
export function stepped(index: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1;
  if (index < 0) return 0;
  return (index + by + count) % count;
}
