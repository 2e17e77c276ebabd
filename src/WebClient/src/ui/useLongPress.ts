const HOLD_MS = 450;
const SLACK_PX = 10;

/** Listeners for a finger that stays where it is, in pixels of the window; a mouse has hovering for that. */
export function useLongPress(act: (at: { x: number; y: number }) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let start = { x: 0, y: 0 };
  let acted = false;
  const cancel = () => clearTimeout(timer);
  return {
    pointerdown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return;
      start = { x: event.clientX, y: event.clientY };
      acted = false;
      timer = setTimeout(() => {
        acted = true;
        act(start);
      }, HOLD_MS);
    },
    pointermove(event: PointerEvent) {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > SLACK_PX) cancel();
    },
    pointerup: cancel,
    pointercancel: cancel,
    /** The finger that lets go would click on what has opened under it. */
    touchend(event: TouchEvent) {
      if (acted && event.cancelable) event.preventDefault();
    },
  };
}
