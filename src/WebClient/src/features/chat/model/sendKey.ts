/** Key code of every key that an input method has taken for itself. */
const IME = 229;

export const SEND_KEYS = ['enter', 'ctrlEnter'] as const;
/** Which key sends. With `enter` Shift+Enter breaks the line; with `ctrlEnter` (⌘ on a Mac) Enter does. */
export type SendKey = (typeof SEND_KEYS)[number];

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>;

/**
 * While an input method is composing, Enter chooses a candidate: Chrome says so by `isComposing`, Safari, which ends the
 * composition first, by the key code.
 */
export function isComposing(event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
  return event.isComposing || event.keyCode === IME;
}

export function isSendKey(event: Key, sendKey: SendKey): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || isComposing(event)) return false;
  return sendKey === 'enter' || event.ctrlKey || event.metaKey;
}

/** Sends and goes on to whoever waits next, whichever key sends. */
export function isSendNextKey(event: Key): boolean {
  return event.key === 'Enter' && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !isComposing(event);
}
