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
  ['{"demo":true,"registration":false}', { demo: true, registration: false }],
  ['{}', { demo: false, registration: false }],
  ['{"demo":"yes"}', { demo: false, registration: false }],
  ['null', { demo: false, registration: false }],
  ['broken', { demo: false, registration: false }],
  [null, { demo: false, registration: false }],
])('reads %s', (content, expected) => {
  expect(readConfig(page(content))).toEqual(expected);
});
