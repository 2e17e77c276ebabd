export type Shortcut = 'help' | 'search' | 'next' | 'previous' | 'waiting' | 'back';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { code?: string };

/** Every shortcut of the page with the keys people read. */
export const SHORTCUTS: readonly { name: Shortcut; keys: readonly string[] }[] = [
  { name: 'previous', keys: ['Alt', '↑'] },
  { name: 'next', keys: ['Alt', '↓'] },
  { name: 'waiting', keys: ['Alt', 'N'] },
  { name: 'search', keys: ['Ctrl', 'K'] },
  { name: 'back', keys: ['Esc'] },
  { name: 'help', keys: ['?'] },
];

/** What a key means to the page. Single characters belong to the field while one is written in. */
export function shortcutOf(event: Key, inField: boolean): Shortcut | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey && !command && event.key === 'ArrowUp') return 'previous';
  if (event.altKey && !command && event.key === 'ArrowDown') return 'next';
  // By its place: on a Mac this key with Alt writes an accent.
  if (event.altKey && !command && event.code === 'KeyN') return 'waiting';
  if (command && !event.altKey && event.key.toLowerCase() === 'k') return 'search';
  if (command || event.altKey) return null;
  if (event.key === 'Escape') return 'back';
  if (inField) return null;
  return { '?': 'help', '/': 'search' }[event.key] as Shortcut | undefined ?? null;
}
