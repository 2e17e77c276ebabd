export type Token = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`，。！？、；：（）《》「」【】]+/gi;
/** Punctuation that ends a sentence rather than an address. */
const TRAILING = /[.,!?;:)\]}]+$/;

/** Splits text into words and links; nothing becomes HTML. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TRAILING, '');
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > end) tokens.push({ kind: 'text', text: text.slice(end, match.index) });
    tokens.push({ kind: 'link', text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) tokens.push({ kind: 'text', text: text.slice(end) });
  return tokens;
}

function hrefOf(address: string): string | null {
  try {
    return new URL(address.toLowerCase().startsWith('www.') ? `https://${address}` : address).href;
  } catch {
    return null;
  }
}
