export type Shortcut = 'help' | 'search' | 'next' | 'previous' | 'waiting' | 'done' | 'back';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'> & { code?: string };

/** What a key means to the page. Single characters belong to the field while one is written in. */
export function shortcutOf(event: Key, inField: boolean): Shortcut | null {
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey && !command && event.key === 'ArrowUp') return 'previous';
  if (event.altKey && !command && event.key === 'ArrowDown') return 'next';
  // By their place: on a Mac these keys with Alt write other letters.
  if (event.altKey && !command && event.code === 'KeyN') return 'waiting';
  if (event.altKey && !command && event.code === 'KeyW') return 'done';
  if (command && !event.altKey && event.key.toLowerCase() === 'k') return 'search';
  if (command || event.altKey) return null;
  if (event.key === 'Escape') return 'back';
  if (inField) return null;
  return ({ '?': 'help', '/': 'search' }[event.key] as Shortcut | undefined) ?? null;
}
