// @vitest-environment node
import { describe, expect, it } from 'vitest';

import { kindOf } from '@/conversation/attachments/upload';
import { endedReason } from '@/conversation/connection/endedReason';
import { foldOf } from '@/conversation/content/folds';
import { tokensOf } from '@/conversation/content/links';
import { partsOf } from '@/conversation/content/matches';
import { orderOf } from '@/conversation/content/order';
import { previewOf } from '@/conversation/preview';
import { deviceText } from '@/features/admin/users/device';
import { folded } from '@/i18n/folding';
import { cut, firstLetter, showsNothing } from '@/i18n/letters';
import { parseHubError } from '@/realtime/hubError';

/** The server's limits: of a message, and of the browser's name that a session keeps. */
const MESSAGE = 5_000;
const USER_AGENT = 256;
const MOST_MS = 5;
/** A pattern that is slow is slow every time; what else the engine does in between, it does not do always. */
const TRIES = 20;

const full = (piece: string, length = MESSAGE) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const around = (start: string, piece: string, end: string, length = MESSAGE) =>
  start + full(piece, length - start.length - end.length) + end;

const HOSTILE: Record<string, string> = {
  'punctuation behind an address': `http://a/${'!'.repeat(3_300)}x${')'.repeat(1_680)}`,
  'brackets behind an address': around('http://a.cn/', ')', ''),
  'brackets in an address': around('http://a.cn/', '(', ')'),
  'punctuation and brackets in turn': around('http://a.cn/', '!)', 'x'),
  'beginnings of addresses': full('http://'),
  'beginnings of other addresses': full('www.'),
  'beginnings without an end': around('', 'www.', '@'),
  'beginnings and a scheme': full(`${'www.'.repeat(60)}http://`),
  'short addresses': full('http://a.cn '),
  'short addresses without a space': full('http://a.cn谢'),
  'hosts of one letter': full('www.я.'),
  'hosts of mixed scripts': full('www.яa谢ア.'),
  'hosts with passwords': full('http://a:a'),
  'doubtful ends': full('http://a.cn👍👍👍'),
  'a long host': around('http://', 'a', '.cn'),
  'a long native host': around('http://', '例', '.中国'),
  'white space': full(' '),
  'white space and a word': around('x', ' ', 'x'),
  'white space of another script': around('', '\u3000', ':x'),
  'tabs and lines': full('\t\n'),
  'line breaks': full('\n'),
  'carriage returns': full('\r'),
  'a fact without a value': around('订单\n', ' ', ''),
  'a fact that is all space': around('订单\na:x', ' ', 'x'),
  colons: around('订单\n', ':', ''),
  'colons and spaces': around('订单\n', ': ', ''),
  'one letter': full('a'),
  'two letters': full('ab'),
  marks: around('e', '\u0301', ''),
  'marks in wrong order': around('e', '\u0301\u0316', ''),
  'letters that unfold': full('\ufdfa'),
  emoji: full('👨‍👩‍👧'),
  'half emoji': full('\ud83d\u200d'),
  'invisible letters': full('\u200b'),
  'direction marks': full('\u202e\u2066'),
  'codes of errors': full('HubException: '),
  'words of errors': around('HubException: ', 'a_', ''),
  'dots and extensions': full('.xls'),
  slashes: full('/'),
  markup: full('<a href="'),
};
const AGENTS = Object.fromEntries(
  Object.entries({
    ...HOSTILE,
    'browser names': full('Mozilla/5.0 (X11; ', USER_AGENT),
    versions: around('Chrome/', '1.', '', USER_AGENT),
    systems: full('Windows NT ', USER_AGENT),
    androids: full('Android ', USER_AGENT),
  }).map(([name, text]) => [name, text.slice(0, USER_AGENT)]),
);

/** Everything of the page that looks for something in what others wrote. */
const READERS: Record<string, (text: string) => unknown> = {
  tokensOf,
  orderOf,
  folded,
  'partsOf a letter': (text) => partsOf(text, 'a'),
  'partsOf a hundred letters': (text) => partsOf(text, `${'a'.repeat(99)}b`),
  previewOf: (text) => previewOf({ type: 'text', content: text, recalled_at: null, removed_at: null } as never, 'b1'),
  foldOf,
  showsNothing,
  firstLetter,
  'cut at a hundred letters': (text) => cut(text, 100),
  endedReason,
  parseHubError: (text) => parseHubError(new Error(text)),
  kindOf,
};

function fastest(read: () => unknown): number {
  let best = Infinity;
  for (let attempt = 0; attempt < TRIES && best > MOST_MS; attempt += 1) {
    // Of this process alone: a busy machine takes time and no more of this.
    const before = process.cpuUsage();
    read();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000);
  }
  return best;
}

describe.each(Object.entries(READERS))('%s', (_, read) => {
  it.each(Object.entries(HOSTILE))('is done with %s in no time', (_, text) => {
    expect(text.length).toBeLessThanOrEqual(MESSAGE);
    expect(fastest(() => read(text))).toBeLessThanOrEqual(MOST_MS);
  });
});

it.each(Object.entries(AGENTS))('deviceText is done with %s in no time', (_, text) => {
  expect(fastest(() => deviceText(text))).toBeLessThanOrEqual(MOST_MS);
});
