import { fileURLToPath, URL } from 'node:url';

import { defineConfig } from 'vite';

/** Puts the tabs of `main.ts` into one file that Node runs. It lies beside the packages that it does not contain. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { alias: { '@': fileURLToPath(new URL('../src', import.meta.url)) } },
  publicDir: false,
  build: {
    ssr: 'soak/main.ts',
    outDir: 'node_modules/.soak',
    target: 'node20',
    minify: false,
  },
});
