import type { Plugin } from 'vite';

import { CHAT_PAGE, CHAT_PANE, firstLoad } from './firstLoad.js';

const PAGE = 'index.html';
const CHAT = 'chat.html';
const ENGLISH = 'src/i18n/locales/en/index.ts';

/** What a loading chat looks like, as drawings: browsers count those as content, and no script is needed for them. */
const ROW =
  '<svg class="boot-row" height="64"><circle cx="36" cy="32" r="20"/><rect x="68" y="14" width="96" height="14" rx="6"/><rect x="68" y="38" width="55%" height="12" rx="6"/></svg>';
const BUBBLES =
  '<svg class="boot-bubbles" height="280"><rect x="40" y="16" width="45%" height="40" rx="12"/><rect x="40" y="72" width="160" height="40" rx="12"/>' +
  '<svg x="100%" overflow="visible"><rect x="-180" y="128" width="160" height="40" rx="12"/></svg><rect x="40" y="184" width="52%" height="40" rx="12"/></svg>';
const SKELETON = `<div id="boot" aria-hidden="true"><div class="boot-list">${ROW.repeat(7)}</div><div class="boot-chat">${BUBBLES}</div></div>`;

/**
 * Writes the page of `/chat` beside the one of all others: with the shape of what will come, and with the names of all files
 * that the chat needs, which the browser then fetches at once instead of finding one in the other.
 */
export function chatPage(): Plugin {
  return {
    name: 'livechat-chat-page',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const page = bundle[PAGE];
        const manifest = bundle['.vite/manifest.json'];
        if (page?.type !== 'asset' || manifest?.type !== 'asset')
          throw new Error('The chat page does not find what it is made of: look at build/chatPage.ts again');
        const html = page.source.toString();
        const chunks = JSON.parse(manifest.source.toString());
        const { scripts, styles } = firstLoad(chunks, [...CHAT_PAGE, CHAT_PANE]);
        if (!chunks[ENGLISH]) throw new Error(`The manifest has no ${ENGLISH}.`);
        const isNew = (file: string) => !html.includes(`"./${file}"`);
        const preloads = scripts.filter(isNew).map((file) => `<link rel="modulepreload" crossorigin href="./${file}">`);
        // At the end of the body, so that the skeleton does not wait for them.
        const sheets = styles.filter(isNew).map((file) => `<link rel="stylesheet" crossorigin href="./${file}">`);
        const root = '<div id="app"></div>';
        if (!html.includes(root) || !html.includes('</head>')) throw new Error('The page has changed: look at build/chatPage.ts again');
        const source = html
          // The server makes a preload of it for those who read English.
          .replace(
            '</head>',
            `  <meta name="livechat-english" content="./${chunks[ENGLISH].file}">\n    ${preloads.join('\n    ')}\n  </head>`,
          )
          .replace(root, `${root}\n    ${SKELETON}\n    ${sheets.join('\n    ')}`);
        this.emitFile({ type: 'asset', fileName: CHAT, source });
      },
    },
  };
}
