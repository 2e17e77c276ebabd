/** Key code of every key that an input method has taken for itself. */
const IME = 229;

/**
 * Enter sends, Shift+Enter is a new line. While an input method is composing, Enter chooses a candidate: Chrome says so by
 * `isComposing`, Safari, which ends the composition first, by the key code.
 */
export function isSendKey(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'isComposing' | 'keyCode'>): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== IME;
}
