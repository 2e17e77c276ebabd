export interface Order {
  title: string;
  facts: { key: string; value: string }[];
  /** The lines that are no facts, as they stand. */
  note: string;
}

/** A name of at most 20 characters, a colon of either script, and a value; an address is no fact. */
const FACT = /^\s*([^:：]{1,20}?)\s*[:：](?!\/\/)\s*(\S.*?)\s*$/;

/** What an order says of itself: its first line is the title, `key: value` lines are its facts. Nothing is added. */
export function orderOf(content: string): Order {
  const [title = '', ...lines] = content.split(/\r?\n/);
  const order: Order = { title: title.trim(), facts: [], note: '' };
  const rest: string[] = [];
  for (const line of lines) {
    const [, key, value] = FACT.exec(line) ?? [];
    if (key && value) order.facts.push({ key, value });
    else rest.push(line);
  }
  order.note = rest.join('\n').trim();
  return order;
}
