import * as Bowser from 'bowser';

/** A browser and its system as people call them, from a User-Agent header; the header itself where it names neither. */
export function deviceText(userAgent: string): string {
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [
    [browser.name, browser.version?.split('.')[0]],
    [os.name, os.versionName ?? os.version],
  ].map((words) => words.filter(Boolean).join(' '));
  return parts.filter(Boolean).join(' · ') || userAgent;
}
