import type { Shortcut } from './shortcuts';

/** Every shortcut of the page with the keys people read. */
export const SHORTCUTS: readonly { name: Shortcut; keys: readonly string[] }[] = [
  { name: 'previous', keys: ['Alt', '↑'] },
  { name: 'next', keys: ['Alt', '↓'] },
  { name: 'waiting', keys: ['Alt', 'N'] },
  { name: 'done', keys: ['Alt', 'W'] },
  { name: 'search', keys: ['Ctrl', 'K'] },
  { name: 'back', keys: ['Esc'] },
  { name: 'help', keys: ['?'] },
];
