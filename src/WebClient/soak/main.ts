import './page';

import { createInterface } from 'node:readline';

import type { MessageSource } from '@/realtime/types';

import { SoakClient, type Member } from './soakClient';

/**
 * Many tabs in one process, for a test that cuts their connections. The first line of the input says who they are; each
 * later one is a command: `count`, `gaps`, `rest`, `show`, `end`. Every command is answered by one line of JSON.
 */
interface Setup {
  origin: string;
  members: Member[];
  /** For the test of the tests: a client that never asks for what it lacks. */
  fillsNoGaps: boolean;
  hurries: boolean;
}

// SignalR throws out of its event handlers when a handshake is cut, which a page notes in its console and goes on.
process.on('uncaughtException', (error) => {
  if (String(error.stack).includes('@microsoft/signalr')) return;
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

let clients: SoakClient[] = [];

const sum = (of: (client: SoakClient) => number): number => clients.reduce((total, client) => total + of(client), 0);

const answers: Record<string, () => unknown> = {
  count: () => ({
    reconnects: sum((client) => Math.max(0, client.reconnects)),
    written: sum((client) => client.written),
    unconnected: clients.filter((client) => !client.isConnected).length,
  }),
  gaps: () => ({ gaps: clients.flatMap((client) => client.gaps) }),
  rest: () => {
    clients.forEach((client) => client.rest());
    return {};
  },
  show: () => ({ wrong: clients.flatMap((client) => client.wrong), clients: clients.map((client) => client.show()) }),
};

function start({ origin, members, fillsNoGaps, hurries }: Setup): object {
  const planted = (source: MessageSource): MessageSource => ({
    messages: source.messages,
    messageChanges: fillsNoGaps ? async (_, revision) => ({ count: 0, results: [], has_more: false, revision }) : source.messageChanges,
  });
  clients = members.map((member) => new SoakClient(member, origin, hurries, planted));
  clients.forEach((client) => client.start());
  return {};
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') break;
  const answer = answers[line]?.() ?? start(JSON.parse(line) as Setup);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
