export interface Config {
  demo: boolean;
  registration: boolean;
  /** How long after sending a message its sender may recall it, in milliseconds. */
  recallWindowMs: number;
}

/** What the server sends is spelled as everywhere on the wire. */
interface Given {
  demo: boolean;
  registration: boolean;
  recall_window_seconds: number;
}

/** What the server wrote into the page. A page without it, or with something unreadable, gets the strictest answer. */
export function readConfig(page: Document = document): Config {
  let given: Partial<Given> = {};
  try {
    given = JSON.parse(page.querySelector<HTMLMetaElement>('meta[name="livechat-config"]')?.content ?? '{}') ?? {};
  } catch {
    // Falls through to the defaults.
  }
  const seconds = given.recall_window_seconds;
  return {
    demo: given.demo === true,
    registration: given.registration === true,
    recallWindowMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : 0,
  };
}

export const config = readConfig();
