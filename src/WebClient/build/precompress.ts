import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

import type { Plugin } from 'vite';

const TEXT = /\.(js|css|svg|webmanifest)$/;
/** Below this many bytes nothing is gained. */
const WORTH_IT = 1_000;

const compress = promisify(brotliCompress);

/** Puts a brotli copy beside each text file, as small as it gets, so that the server has nothing to compress. */
export function precompress(): Plugin {
  let root = '';
  return {
    name: 'livechat-precompress',
    apply: 'build',
    configResolved: (config) => void (root = join(config.root, config.build.outDir)),
    async closeBundle() {
      const files = (await readdir(root, { recursive: true })).filter((file) => TEXT.test(file) && !file.startsWith('.'));
      await Promise.all(
        files.map(async (file) => {
          const text = await readFile(join(root, file));
          if (text.length >= WORTH_IT) await writeFile(join(root, `${file}.br`), await compress(text));
        }),
      );
    },
  };
}
