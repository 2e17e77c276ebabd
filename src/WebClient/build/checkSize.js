// Buyers come by phone: what /chat loads before it can be used is held to a budget. Run after a build.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { CHAT_PAGE, firstLoad } from './firstLoad.js';

const BUDGET = 118_000;

const root = new URL('../../WebApi/wwwroot/', import.meta.url);
const read = (/** @type {string} */ file) => readFileSync(new URL(file, root));
const manifest = JSON.parse(read('.vite/manifest.json').toString());

const sizes = firstLoad(manifest, CHAT_PAGE).scripts.map((file) => ({ file, bytes: gzipSync(read(file)).length }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) process.stdout.write(`${String(bytes).padStart(8)}  ${file}\n`);
process.stdout.write(`${String(total).padStart(8)}  bytes of script, gzip, before /chat can be used; the budget is ${BUDGET}\n`);
if (total > BUDGET) process.exitCode = 1;
for (const { file } of sizes.filter(({ file }) => file.startsWith('assets/console-'))) {
  process.stdout.write(`${file} is the console's, and no business of /chat\n`);
  process.exitCode = 1;
}
