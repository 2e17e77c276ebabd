import { updateReady } from './updates';

const AGAIN_MS = 1_500;

/** A page that is loaded when one goes there. Without a server it waits for it; only what a newer build has replaced is given up. */
export function untilLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    for (;;) {
      try {
        return await load();
      } catch (error) {
        if (updateReady.value) throw error;
        await new Promise((again) => setTimeout(again, AGAIN_MS));
      }
    }
  };
}
