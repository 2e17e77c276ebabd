export interface Config {
  /** The path below which the product lies, without a slash at its end; empty at the root. */
  base: string;
  demo: boolean;
  registration: boolean;
  /** How long after sending a message its sender may recall it, in milliseconds. */
  recallWindowMs: number;
  /** What the server takes in at most; infinite when it does not say, and then it has the only word. */
  maxFileSizeBytes: number;
}

/** What the server sends is spelled as everywhere on the wire. */
interface Given {
  base: string;
  demo: boolean;
  registration: boolean;
  recall_window_seconds: number;
  max_file_size_bytes: number;
}

/** What the server wrote into the page. A page without it, or with something unreadable, gets the strictest answer. */
export function readConfig(page: Document = document): Config {
  let given: Partial<Given> = {};
  try {
    given = JSON.parse(page.querySelector<HTMLMetaElement>('meta[name="livechat-config"]')?.content ?? '{}') ?? {};
  } catch {
    // Falls through to the defaults.
  }
  const { recall_window_seconds: seconds, max_file_size_bytes: bytes } = given;
  return {
    base: typeof given.base === 'string' && /^(\/[\w.~-]+)*$/.test(given.base) ? given.base : '',
    demo: given.demo === true,
    registration: given.registration === true,
    recallWindowMs: typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : 0,
    maxFileSizeBytes: typeof bytes === 'number' && bytes > 0 ? bytes : Infinity,
  };
}

export const config = readConfig();
