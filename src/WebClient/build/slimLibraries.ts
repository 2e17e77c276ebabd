import type { Plugin } from 'vite';

interface Cut {
  file: RegExp;
  /** What is replaced, and by what. */
  edits: [string | RegExp, string][];
}

const CUTS: Cut[] = [
  {
    // vue-i18n looks for an internal function of Vue by a computed name, which keeps all of Vue, server rendering and custom
    // elements included, in the bundle: 16 KB gzip that nobody runs. It falls back to the public function named here.
    file: /\/vue-i18n\.mjs$/,
    edits: [
      ["import * as Vue from 'vue';", "import { getCurrentInstance as current } from 'vue'; const Vue = { getCurrentInstance: current };"],
    ],
  },
  {
    // Half of openapi-fetch writes lists and objects into paths and queries, in every style that OpenAPI knows. Our API takes
    // plain values there, which src/api/serializers.ts writes for all calls, so that nothing ever asks for the other half.
    file: /\/openapi-fetch\/dist\/index\.mjs$/,
    edits: [
      [
        'typeof globalQuerySerializer === "function" ? globalQuerySerializer : createQuerySerializer(globalQuerySerializer);',
        'globalQuerySerializer;',
      ],
      [/if \(requestQuerySerializer\) \{.*?\n {4}\}\n/s, ''],
      ['requestPathSerializer || globalPathSerializer || defaultPathSerializer', 'globalPathSerializer'],
    ],
  },
  {
    // SignalR runs in Node.js too, in other ways than in a browser.
    file: /@microsoft\/signalr\/dist\/esm\/(DefaultHttpClient|FetchHttpClient|HttpConnection|Utils|WebSocketTransport)\.js$/,
    edits: [[/\bPlatform\.isNode\b/g, 'false']],
  },
  {
    // It also has an HTTP client for browsers without `fetch`.
    file: /@microsoft\/signalr\/dist\/esm\/(Default|Fetch)HttpClient\.js$/,
    edits: [[/typeof fetch ([!=])== "undefined"/g, '"$1" === "!"']],
  },
  {
    // Its log is for nobody here (`LogLevel.None`). Each of its sentences is a statement on a line of its own.
    file: /@microsoft\/signalr\/dist\/esm\/(FetchHttpClient|HttpConnection|HubConnection|JsonHubProtocol|Utils|(LongPolling|ServerSentEvents|WebSocket)Transport)\.js$/,
    edits: [[/^\s*(?:this\._)?logger\.log\(LogLevel\..*\);\s*$/gm, '']],
  },
];

/** Leaves parts of libraries out of the bundle that the first load would carry and nobody runs. */
export function slimLibraries(): Plugin {
  return {
    name: 'livechat-slim-libraries',
    apply: 'build',
    transform(code, id) {
      const edits = CUTS.filter(({ file }) => file.test(id)).flatMap((cut) => cut.edits);
      if (edits.length === 0) return null;
      return edits.reduce((slimmer, [from, to]) => {
        const next = slimmer.replace(from, to);
        if (next === slimmer) throw new Error(`${id} has changed: look at build/slimLibraries.ts again`);
        return next;
      }, code);
    },
  };
}
