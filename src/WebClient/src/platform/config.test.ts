import { expect, it } from 'vitest';

import { readConfig } from './config';

function page(content: string | null): Document {
  const made = document.implementation.createHTMLDocument('');
  if (content !== null) {
    const meta = made.createElement('meta');
    meta.name = 'livechat-config';
    meta.content = content;
    made.head.append(meta);
  }
  return made;
}

it.each([
  [
    '{"demo":true,"registration":false,"recall_window_seconds":90,"max_file_size_bytes":2048}',
    { demo: true, registration: false, recallWindowMs: 90_000, maxFileSizeBytes: 2048 },
  ],
  ['{}', { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{"demo":"yes"}', { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['null', { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{"recall_window_seconds":"90"}', { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['broken', { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  [null, { demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
])('reads %s', (content, expected) => {
  expect(readConfig(page(content))).toEqual(expected);
});
