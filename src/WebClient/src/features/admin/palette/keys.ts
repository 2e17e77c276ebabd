export type ConsoleKey = 'palette' | 'search' | 'refresh' | 'export' | 'pages' | 'help';

const COMMAND = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** The console's keys as people see them. */
export const KEYS: readonly { name: ConsoleKey; shown: readonly string[] }[] = [
  { name: 'palette', shown: [COMMAND, 'K'] },
  { name: 'search', shown: ['/'] },
  { name: 'refresh', shown: ['R'] },
  { name: 'export', shown: ['E'] },
  { name: 'pages', shown: ['1', '…'] },
  { name: 'help', shown: ['?'] },
];

export interface Press {
  name: ConsoleKey;
  /** Which page, from 1. */
  page?: number;
}

/** What a key asks of the console. While something is typed only the palette's own key counts; keys of an input method never do. */
export function pressOf(event: KeyboardEvent, inField: boolean): Press | null {
  if (event.isComposing || event.keyCode === 229) return null;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && key === 'k') return { name: 'palette' };
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (key === '/') return { name: 'search' };
  if (key === '?') return { name: 'help' };
  if (key === 'r') return { name: 'refresh' };
  if (key === 'e') return { name: 'export' };
  return /^[1-9]$/.test(key) ? { name: 'pages', page: Number(key) } : null;
}
