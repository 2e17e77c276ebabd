import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';

const document = resolve('openapi.json');
const HEADER = /^\/\*\*[\s\S]*?\*\/\s*/;

// Types that are not generated from the document the server serves are types that lie.
it('schema.d.ts is what openapi.json says', async () => {
  const generated = astToString(await openapiTS(JSON.parse(readFileSync(document, 'utf8'))));
  const committed = readFileSync(resolve('src/api/schema.d.ts'), 'utf8').replace(HEADER, '');
  expect(committed.trim(), 'schema.d.ts is stale; run: dotnet run --project build -- generate').toBe(generated.trim());
}, 30_000);
