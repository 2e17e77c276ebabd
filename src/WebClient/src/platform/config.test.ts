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
    { base: '', demo: true, registration: false, recallWindowMs: 90_000, maxFileSizeBytes: 2048 },
  ],
  ['{"base":"/support"}', { base: '/support', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{"base":"//other.example"}', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{}', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{"demo":"yes"}', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['null', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['{"recall_window_seconds":"90"}', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  ['broken', { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
  [null, { base: '', demo: false, registration: false, recallWindowMs: 0, maxFileSizeBytes: Infinity }],
])('reads %s', (content, expected) => {
  expect(readConfig(page(content))).toEqual(expected);
});
