import { fileURLToPath, URL } from 'node:url';

import vue from '@vitejs/plugin-vue';
import elementPlus from 'unplugin-element-plus/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

import { chatPage } from './build/chatPage.ts';
import { emojiData } from './build/emojiData.ts';
import { precompress } from './build/precompress.ts';
import { serviceWorker } from './build/serviceWorker.ts';
import { slimLibraries } from './build/slimLibraries.ts';

const server = 'http://localhost:8000';

/** The development server stands in for ours, which writes its configuration into the page. */
function developmentConfig(): Plugin {
  return {
    name: 'livechat-development-config',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html.replace(
        'name="livechat-config" content="{}"',
        'name="livechat-config" content="{&quot;demo&quot;:true,&quot;recall_window_seconds&quot;:120}"',
      ),
  };
}

/** What the pages are made of, the chat or not. */
const UI =
  /src\/ui\/(?!AvatarField|ModalSurface|PopoverSurface|MenuSurface|FileName|splitName)|i18n\/(time|useTimeText|letters)|features\/auth\/session\//;
/** The connection and who listens to it, for the chat and for the console. */
const LIVE = /src\/realtime\/|@microsoft\/signalr|features\/chat\/live\.|src\/conversation\/(conversations|preview|connection|list)/;
/** What the console's pages have in common. Merged with the small pieces that chat needs too, buyers would load it. */
const CONSOLE =
  /api\/admin|features\/admin\/(shell\/(AdminShell|ConsoleMenu|menu|lazyPart|feed)|routes|dialogs\/use|list\/(use|calendar|listActions|listRows|Filter|ListCards|ListPage\.|ListSkeleton|ListTable|ListTime|SelectField|TimeFilter)|conversations\/(shrinking|usePreview)|users\/(names|PersonField|UserLink|StatusTag|UserBadge)|monitor\/(watched|MonitorRow)|settings\/bytes)/;
/** The console's library and what it brings; most pages show little of it. */
const ELEMENT = /element-plus|lodash-es|@vueuse|dayjs|@popperjs/;

/** By themselves shared files are named after all that share them. */
const ownName = (name: string) => name.split('~')[0]!;

export default defineConfig({
  // One build serves at any path: files name each other relative to themselves, and the server writes the path into the page.
  base: './',
  plugins: [vue(), elementPlus({}), developmentConfig(), slimLibraries(), emojiData(), chatPage(), serviceWorker(), precompress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    // src/i18n brings a compiler of a few lines, which is all that our sentences need.
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
  },
  build: {
    outDir: '../WebApi/wwwroot',
    emptyOutDir: true,
    // The server's policy allows no inline script, and pictures are better cached than repeated.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        // On a phone each file is a wait. What every page needs is one, and small pieces that some share lie together.
        codeSplitting: {
          groups: [
            { name: 'base', tags: ['$initial'], test: (id) => !/serviceWorker|index\.html|app\/main/.test(id) },
            // In this order: a group also takes what its files need and no group before it has.
            { name: 'ui', test: UI, minShareCount: 2 },
            { name: 'live', test: LIVE },
            { name: 'ChatView', test: /chat\/ChatView\.vue/ },
            { name: 'ChatPane', test: /chat\/pane\/ChatPane\.vue/ },
            {
              name: 'shared',
              test: (id) => !/\/admin\b/.test(id) && !ELEMENT.test(id),
              entriesAware: true,
              entriesAwareMergeThreshold: 4_000,
              minShareCount: 2,
            },
            { name: 'console', test: CONSOLE },
            { name: 'element', test: ELEMENT, entriesAware: true, entriesAwareMergeThreshold: 4_000, minShareCount: 2 },
          ],
        },
        chunkFileNames: ({ name }) => `assets/${ownName(name)}-[hash].js`,
        assetFileNames: ({ names }) => `assets/${ownName(names[0] ?? '').replace(/\.[^.]*$/, '')}-[hash][extname]`,
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/media': server,
      '/hubs': { target: server, ws: true },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    reporters: ['default'],
    restoreMocks: true,
  },
});
