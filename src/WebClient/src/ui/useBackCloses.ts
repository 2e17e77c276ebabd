import { onBeforeUnmount, onMounted } from 'vue';

interface Surface {
  id: string;
  close: () => void;
}

/** A browser with nothing further back stays where it is and says nothing, in milliseconds. */
const PATIENCE_MS = 1_000;

/** What floats above the page, in the order in which it was opened. */
const surfaces: Surface[] = [];
let leaving: Promise<void> | null = null;
let left: () => void = () => undefined;

/** Whose entry of the history this is; undefined on one of the page itself. */
const current = () => history.state?.surface as string | undefined;

/** One step from the entry of a surface. Whoever asks again while it is on its way asks for the same step. */
function goBack(): Promise<void> {
  return (leaving ??= new Promise<void>((resolve) => {
    const timer = setTimeout(() => left(), PATIENCE_MS);
    left = () => {
      clearTimeout(timer);
      leaving = null;
      resolve();
    };
    history.back();
  }));
}

window.addEventListener('popstate', () => {
  const here = current();
  const index = surfaces.findIndex(({ id }) => id === here);
  // Of something that is closed by now: reached by going forward, or because what lay above it was closed together with it.
  if (here !== undefined && index < 0) return void (leaving ? history.back() : goBack());
  left();
  for (const { close } of surfaces.splice(index + 1).reverse()) close();
});
// The entry outlives a reload, and what floated there does not.
if (current() !== undefined) void goBack();

/**
 * Gives something that floats above the page an entry of its own in the history, so that the back button and the phone's
 * gesture close it instead of leaving the page. `close` is called when that happens.
 * @returns what to call when it closes in any other way, or has closed.
 */
export function enterHistory(close: () => void): () => void {
  // Random by itself, because it must not meet one from before a reload; no secure context is asked for.
  const surface = { id: String(Math.random()), close };
  let address = '';
  let gone = false;

  function enter(): void {
    if (gone) return;
    surfaces.push(surface);
    address = location.href;
    // The router's own part of the state is kept: for it this is the same place.
    history.pushState({ ...history.state, surface: surface.id }, '');
  }

  // What was closed just before may still be on its way out, and would take this entry for its own.
  if (leaving) void leaving.then(enter);
  else enter();

  return () => {
    gone = true;
    const index = surfaces.indexOf(surface);
    if (index < 0) return;
    surfaces.splice(index, 1);
    if (current() !== surface.id) return;
    if (address === location.href) void goBack();
    // The page has moved on in this very entry, which is its own now.
    else history.replaceState({ ...history.state, surface: undefined }, '');
  };
}

/** The same for as long as a component is there. */
export function useBackCloses(close: () => void): void {
  let leave: (() => void) | undefined;
  onMounted(() => (leave = enterHistory(close)));
  onBeforeUnmount(() => leave?.());
}

/**
 * While what has been closed is still on its way out of the history: resolves when it is out, and the router has handled the step back. A step to
 * another page has to wait for that, because the step back would undo it. Null at all other times.
 */
export function surfacesLeft(): Promise<void> | null {
  return leaving && leaving.then(() => new Promise((resolve) => setTimeout(resolve)));
}

/** Before one goes elsewhere: closes what floats, and waits until it is out of the history. */
export async function leaveSurfaces(): Promise<void> {
  await leaving;
  for (let depth = surfaces.length; depth > 0; depth -= 1) await goBack();
}
