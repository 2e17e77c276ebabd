export type Token = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/**
 * What an address is made of (RFC 3986). Chinese follows an address without a space, so that it ends where ASCII does; what browsers
 * copy from their address bar has everything else percent-encoded.
 */
const LINK = /(?<![\w@])(?:https?:\/\/|www\.)[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gi;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,!?;:'*]+$/;
const BRACKETS = { ')': '(', ']': '[' } as const;

/** Splits text into words and links; nothing becomes HTML. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = trimmed(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > end) tokens.push({ kind: 'text', text: text.slice(end, match.index) });
    tokens.push({ kind: 'link', text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) });
  return tokens;
}

/** Without what ends the sentence: punctuation, and a bracket that was opened before the address. */
function trimmed(found: string): string {
  const address = found.replace(TRAILING, '');
  const last = address.at(-1) as keyof typeof BRACKETS;
  const opening = BRACKETS[last];
  if (!opening || count(address, opening) >= count(address, last)) return address;
  return trimmed(address.slice(0, -1));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function hrefOf(address: string): string | null {
  try {
    return new URL(address.toLowerCase().startsWith('www.') ? `https://${address}` : address).href;
  } catch {
    return null;
  }
}
