import { hostOf } from './hosts';

export type Token = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/**
 * Everything here goes over the text once: it is written by others, who can make it 5,000 characters long. What one message
 * may cost is bounded too.
 */
const MAX_LINKS = 100;
/** A longer one stays text: cut off it would lead elsewhere. */
const MAX_ADDRESS = 2_000;
const MAX_HOST = 253;
/** The length of `https`, which the next address may begin with. */
const SCHEME = 5;
const ASCII = /^[\x21-\x7e]*$/;

const START = /(?<![\w@])(?:https?:\/\/|www\.)/gi;
/** A host, or what is meant to be one; other scripts are looked at letter by letter afterwards. */
const HOST = new RegExp(`\\[[\\da-f:.]{2,45}\\]|[\\w\\-.\\p{L}\\p{M}\\p{N}]{1,${MAX_HOST + 1}}`, 'iuy');
const PORT = /:\d{1,5}(?!\d)/y;
/**
 * What the rest of an address is made of (RFC 3986). Chinese follows an address without a space, so that it ends where ASCII
 * does; what browsers copy from their address bar has everything else percent-encoded.
 */
const REST = /[/?#][A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*/y;
/** Whoever writes a host in their own script writes what follows it so, too. */
const NATIVE_REST = /[/?#][A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%\p{L}\p{M}\p{N}]*/uy;
/**
 * More of a host than could be read: user and password, an encoded letter, an invisible one, a dot of another script, a
 * second address, or a sign with more of a name behind it.
 */
const DOUBTFUL =
  /[@%\p{Cf}\p{Co}\uff0e\uff61\u2024\u00b7\u0387\u30fb]|:\/\/|:[^\s/?#]{0,128}@|[^\s/?#\p{P}]{0,64}\.[\p{L}\p{N}]|\u3002[\w-]/uy;
/** A name without a dot is one of this network; what is written against it in another script may belong to it. */
const FOREIGN = /[^\0-\x7f\s]/y;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = ".,!?;:'*";
const BRACKETS: Partial<Record<string, string>> = { ')': '(', ']': '[' };

/** Splits text into words and links; nothing becomes HTML. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  let links = 0;
  START.lastIndex = 0;
  for (let start = START.exec(text); start && links < MAX_LINKS; start = START.exec(text)) {
    const { address, stop } = addressAt(text, start.index, start[0]);
    START.lastIndex = Math.max(stop, START.lastIndex);
    const href = address && hrefOf(address);
    if (!address || !href) continue;
    if (start.index > end) tokens.push({ kind: 'text', text: text.slice(end, start.index) });
    tokens.push({ kind: 'link', text: address, href });
    links += 1;
    end = start.index + address.length;
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) });
  return tokens;
}

/** The address that begins at an index, if it is one, and up to where it has been looked for. */
function addressAt(text: string, index: number, opening: string): { address: string | null; stop: number } {
  const hostAt = opening.toLowerCase() === 'www.' ? index : index + opening.length;
  const run = matchAt(HOST, text, hostAt);
  const none = { address: null, stop: hostAt + run.length };
  const host = run.startsWith('[') ? run : hostOf(withoutTail(run));
  if (!host || run.length > MAX_HOST) return none;
  let stop = hostAt + host.length;
  let rest = '';
  // Otherwise a sentence goes on there without a space.
  if (host.length >= withoutTail(run).length) {
    stop += matchAt(PORT, text, stop).length;
    rest = matchAt(ASCII.test(host) ? REST : NATIVE_REST, text, stop);
  }
  if (!rest && matchAt(DOUBTFUL, text, stop))
    return text.startsWith('://', none.stop) ? { ...none, stop: Math.max(hostAt, none.stop - SCHEME) } : none;
  if (!rest && !host.includes('.') && matchAt(FOREIGN, text, stop)) return none;
  const address = trimmed(text.slice(index, stop + rest.length));
  return { address: address.length > MAX_ADDRESS ? null : address, stop: stop + rest.length };
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** Dots and hyphens at the end of a host belong to the sentence. */
function withoutTail(run: string): string {
  let end = run.length;
  while (end > 0 && '.-'.includes(run[end - 1]!)) end -= 1;
  return run.slice(0, end);
}

/** Without what ends the sentence: punctuation, and a bracket that was opened before the address. */
function trimmed(found: string): string {
  const open = { '(': 0, '[': 0 } as Record<string, number>;
  for (const character of found) {
    const opening = BRACKETS[character];
    if (opening) open[opening]! -= 1;
    else if (character in open) open[character]! += 1;
  }
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found[end - 1]!;
    const opening = BRACKETS[last];
    if (opening && open[opening]! < 0) open[opening]! += 1;
    else if (!TRAILING.includes(last)) break;
  }
  return found.slice(0, end);
}

function hrefOf(address: string): string | null {
  try {
    return new URL(address.toLowerCase().startsWith('www.') ? `https://${address}` : address).href;
  } catch {
    return null;
  }
}
