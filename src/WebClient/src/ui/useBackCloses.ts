import { onBeforeUnmount, onMounted } from 'vue';

let leaving: Promise<void> | null = null;

/**
 * Gives something that floats above the page an entry of its own in the history, so that the back button and the phone's
 * gesture close it instead of leaving the page. `close` is called when that happens.
 * @returns what to call when it closes in any other way, or has closed.
 */
export function enterHistory(close: () => void): () => void {
  // Random by itself, because it must not meet one from before a reload; no secure context is asked for.
  const id = String(Math.random());
  let address = '';
  let gone = false;

  const isCurrent = () => history.state?.surface === id;
  function onPop(): void {
    if (isCurrent()) return;
    address = '';
    close();
  }

  function enter(): void {
    if (gone) return;
    address = location.href;
    // The router's own part of the state is kept: for it this is the same place.
    history.pushState({ ...history.state, surface: id }, '');
    window.addEventListener('popstate', onPop);
  }

  // What was closed just before may still be on its way out, and would take this entry for its own.
  if (leaving) void leaving.then(enter);
  else enter();

  return () => {
    gone = true;
    window.removeEventListener('popstate', onPop);
    if (address !== location.href || !isCurrent()) return;
    leaving = new Promise((left) => window.addEventListener('popstate', () => {
      leaving = null;
      left();
    }, { once: true }));
    history.back();
  };
}

/** The same for as long as a component is there. */
export function useBackCloses(close: () => void): void {
  let leave: (() => void) | undefined;
  onMounted(() => (leave = enterHistory(close)));
  onBeforeUnmount(() => leave?.());
}

/** Before one goes elsewhere: waits until what has just been closed is out of the history. */
export async function surfaceLeft(): Promise<void> {
  await leaving;
}
