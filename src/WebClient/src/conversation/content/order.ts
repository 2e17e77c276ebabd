export interface Order {
  title: string;
  facts: { key: string; value: string }[];
  /** The lines that are no facts, as they stand. */
  note: string;
}

const MAX_KEY = 20;

/** What an order says of itself: its first line is the title, `key: value` lines are its facts. Nothing is added. */
export function orderOf(content: string): Order {
  const [title = '', ...lines] = content.split(/\r?\n/);
  const order: Order = { title: title.trim(), facts: [], note: '' };
  const rest: string[] = [];
  for (const line of lines) {
    const fact = factOf(line);
    if (fact) order.facts.push(fact);
    else rest.push(line);
  }
  order.note = rest.join('\n').trim();
  return order;
}

/** A name of at most 20 characters, a colon of either script, and a value; an address is no fact. One look at each character. */
function factOf(line: string): { key: string; value: string } | null {
  const colon = line.search(/[:：]/);
  const key = line.slice(0, Math.max(0, colon)).trim();
  const value = line.slice(colon + 1).trim();
  return key && value && key.length <= MAX_KEY && !line.startsWith('//', colon + 1) ? { key, value } : null;
}
