export const SEND_KEYS = ['enter', 'ctrlEnter'] as const;
/** Which key sends. With `enter` Shift+Enter breaks the line; with `ctrlEnter` (⌘ on a Mac) Enter does. */
export type SendKey = (typeof SEND_KEYS)[number];

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

export function isSendKey(event: Key, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false;
  return sendKey === 'enter' || event.ctrlKey || event.metaKey;
}

/** Sends and goes on to whoever waits next, whichever key sends. */
export function isSendNextKey(event: Key): boolean {
  return event.key === 'Enter' && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}
