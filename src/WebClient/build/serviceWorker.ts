import { createHash } from 'node:crypto';

import type { Plugin } from 'vite';

import { CHAT_PAGE, firstLoad, LOGIN_PAGE } from './firstLoad.js';

const WORKER = 'sw.js';
const PLACEHOLDER = '__LIVECHAT_SHELL__';

/**
 * Builds the service worker beside the page and tells it which files make up the shell that works offline. The list is
 * part of its code, so that browsers notice every new build.
 */
export function serviceWorker(): Plugin {
  return {
    name: 'livechat-service-worker',
    apply: 'build',
    config: () => ({
      build: {
        manifest: true,
        rolldownOptions: {
          input: { index: 'index.html', sw: 'src/serviceWorker/sw.ts' },
          output: { entryFileNames: (chunk: { name: string }) => (chunk.name === 'sw' ? WORKER : 'assets/[name]-[hash].js') },
        },
      },
    }),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const manifest = bundle['.vite/manifest.json'];
        const worker = bundle[WORKER];
        if (manifest?.type !== 'asset' || worker?.type !== 'chunk' || !worker.code.includes(PLACEHOLDER))
          throw new Error('The service worker does not find what it is made of: look at build/serviceWorker.ts again');
        const pages = [CHAT_PAGE, LOGIN_PAGE].map((page) => firstLoad(JSON.parse(manifest.source.toString()), page, { andNext: true }));
        const files = [...new Set(pages.flatMap(({ scripts, styles }) => [...scripts, ...styles]))];
        const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 16);
        worker.code = worker.code.replace(PLACEHOLDER, JSON.stringify({ version, files }));
      },
    },
  };
}
