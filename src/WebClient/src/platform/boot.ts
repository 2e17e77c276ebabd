/** Puts away the skeleton that came with the page. */
export function endBoot(): void {
  document.getElementById('boot')?.remove();
}
