/** How far the server's clock is ahead of this machine's, in milliseconds: windows of minutes are the server's to measure. */
let ahead = 0;

/** Takes the `Date` header of an answer, which counts whole seconds. */
export function noteServerTime(date: string | null): void {
  const at = Date.parse(date ?? '');
  if (!Number.isNaN(at)) ahead = at + 500 - Date.now();
}

export function serverNow(): number {
  return Date.now() + ahead;
}
