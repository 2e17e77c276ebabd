export interface Config {
  demo: boolean;
  registration: boolean;
}

/** What the server wrote into the page. A page without it, or with something unreadable, gets the strictest answer. */
export function readConfig(page: Document = document): Config {
  let given: Partial<Config> = {};
  try {
    given = JSON.parse(page.querySelector<HTMLMetaElement>('meta[name="livechat-config"]')?.content ?? '{}') ?? {};
  } catch {
    // Falls through to the defaults.
  }
  return { demo: given.demo === true, registration: given.registration === true };
}

export const config = readConfig();
