import { onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue';

import type { Conversation, Message } from '@/api/types';
import type { LogView } from '@/realtime';
import { usePageAttended } from '@/ui/usePageAttended';

import { firstUnread, ownCursor } from '../conversations';

const UNCOVERED = ['focusin', 'close', 'click'];

/**
 * Follows what has stood on the screen of a page that is in view and in use. Reading is a position: it moves on with what is
 * seen below it, and over what somebody scrolled past by hand; it never jumps over messages that the page itself has skipped.
 */
export function useSeen(
  scroller: Readonly<Ref<HTMLElement | null>>,
  entry: () => Conversation,
  log: () => LogView | undefined,
  /** Whose reading it is; null: an onlooker, who reads for nobody. */
  me: string | null,
) {
  const attended = usePageAttended();
  /** The sequence up to which everything has been seen here; 0 when nothing has. */
  const seen = ref(0);
  /** The sequence of an unread message that stands above the screen and was skipped; null when there is none. */
  const skipped = ref<number | null>(null);
  /** Whether all between the position and the screen has been passed by hand. */
  let joined = false;
  /** The list is on its way to a place that it chose itself. */
  let moving = false;
  let frame = 0;

  const position = () => (me === null ? Infinity : Math.max(ownCursor(entry(), me), seen.value));

  /** The first and last sequence on the screen; null when there is none, or when something covers the list. */
  function onScreen(): [first: number, last: number] | null {
    const list = scroller.value?.getBoundingClientRect();
    if (!list || list.height === 0) return null;
    const isOpen = (share: number) =>
      scroller.value!.contains(document.elementFromPoint(list.left + list.width / 2, list.top + list.height * share));
    if (!isOpen(0.25) && !isOpen(0.5)) return null;
    const sequences: number[] = [];
    for (const message of scroller.value!.querySelectorAll<HTMLElement>('[data-sequence]')) {
      const { top, bottom, height } = message.getBoundingClientRect();
      const shown = Math.min(bottom, list.bottom) - Math.max(top, list.top);
      // Half of it, or half a screen of what is higher than that.
      if (shown > 0 && shown >= Math.min(height, list.height) / 2) sequences.push(Number(message.dataset.sequence));
    }
    return sequences.length === 0 ? null : [Math.min(...sequences), Math.max(...sequences)];
  }

  function look(): void {
    frame = 0;
    const messages = log()?.messages;
    const screen = messages?.length && attended.value && !moving && me !== null ? onScreen() : null;
    if (!screen || !messages) return;
    const next = nextUnread(messages);
    if (next === null || next >= screen[0]) joined = true;
    skipped.value = joined ? null : next;
    if (joined) seen.value = Math.max(seen.value, screen[1]);
  }

  /** The first unread message after the position, which may be one that is not loaded; null when there is none. */
  function nextUnread(messages: readonly Message[]): number | null {
    const cursor = position();
    if (messages[0]!.sequence > cursor + 1) return entry().unread_count > 0 ? cursor + 1 : null;
    return firstUnread(messages, cursor, me!);
  }

  /** Looks once what has changed is about to be drawn. In a page out of view no frame comes, and nothing is seen. */
  function lookSoon(): void {
    if (frame === 0) frame = requestAnimationFrame(look);
  }

  /** The page moves the list by itself, or has moved it: what lies between here and there has not been seen. */
  function move(isUnderWay: boolean): void {
    joined = false;
    moving = isUnderWay;
    lookSoon();
  }

  /** Somebody asked for the end and wants no more of what lies before it. */
  function acknowledge(sequence: number): void {
    seen.value = Math.max(seen.value, sequence);
    skipped.value = null;
  }

  watch([log, attended, entry], lookSoon, { immediate: true });
  onMounted(() => {
    // A dialog or a picture that covered the messages may have been closed.
    for (const event of UNCOVERED) document.addEventListener(event, lookSoon, true);
  });
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame);
    for (const event of UNCOVERED) document.removeEventListener(event, lookSoon, true);
  });

  return { seen, skipped, position, lookSoon, move, acknowledge };
}
