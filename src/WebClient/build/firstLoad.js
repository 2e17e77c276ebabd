/**
 * What a page needs before it can be used: its chunks and all that they import statically, from Vite's manifest.
 *
 * @typedef {{ file: string, css?: string[], imports?: string[], dynamicImports?: string[] }} Chunk
 * @param {Record<string, Chunk>} manifest
 * @param {string[]} sources names of source files, the entry's and those of the route's view
 * @param {{ andNext?: boolean }} [options] `andNext`: with what these sources themselves load right afterwards
 * @returns {{ scripts: string[], styles: string[] }} paths below the output directory
 */
export function firstLoad(manifest, sources, { andNext = false } = {}) {
  const scripts = new Set();
  const styles = new Set();
  const visit = (/** @type {string} */ source) => {
    const chunk = manifest[source];
    if (!chunk) throw new Error(`The manifest has no ${source}.`);
    if (scripts.has(chunk.file)) return;
    scripts.add(chunk.file);
    chunk.css?.forEach((file) => styles.add(file));
    chunk.imports?.forEach(visit);
  };
  sources.forEach(visit);
  if (andNext) sources.slice(1).forEach((source) => manifest[source]?.dynamicImports?.forEach(visit));
  return { scripts: [...scripts], styles: [...styles] };
}

/** The entry and the view of `/chat`. */
export const CHAT_PAGE = ['index.html', 'src/features/chat/ChatView.vue'];
/** The open conversation's part of it, which is loaded beside the list. */
export const CHAT_PANE = 'src/features/chat/pane/ChatPane.vue';
/** The entry and the view of `/login`. */
export const LOGIN_PAGE = ['index.html', 'src/features/auth/signIn/LoginView.vue'];
