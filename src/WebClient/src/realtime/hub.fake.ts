import { conversation, participant } from '@/api/shapes.fake';
import type { Conversation, Message, MessageChanges, MessagePage } from '@/api/types';

import type { HubMethods, ServerEvents } from './hubContract';
import type { ConversationSource, Hub, MessageSource } from './types';

/** A hub that a test opens, closes and speaks through. */
export class FakeHub implements Hub {
  readonly calls: [keyof HubMethods, unknown][] = [];
  answer: (method: keyof HubMethods, argument: unknown) => unknown = () => ({ epoch: 'first', heads: [] });
  startFails: Error | null = null;
  startHangs = false;
  /** The server answers, and then the transport brings nothing. */
  carriesNothing = false;
  /** The server answers, and then the transport is refused. */
  transportFails = false;
  /** The server answers so much later, in milliseconds, and the transport opens when `open` is called. */
  answersAfter = 0;
  open: () => void = () => undefined;
  /** Every plain request is answered so much later, in milliseconds. */
  pingsAfter = 0;
  stopped = false;
  private readonly handlers = new Map<string, (payload: never) => void>();
  private closed: () => void = () => undefined;

  async start(negotiated: () => void): Promise<void> {
    if (this.startFails) throw this.startFails;
    if (this.startHangs) return new Promise(() => undefined);
    if (this.answersAfter) {
      setTimeout(negotiated, this.answersAfter);
      return new Promise((resolve) => (this.open = resolve));
    }
    negotiated();
    if (this.transportFails) throw new Error('Unable to connect to the server with any of the available transports.');
    if (this.carriesNothing) return new Promise(() => undefined);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.closed();
  }

  async ping(): Promise<void> {
    if (this.pingsAfter) await new Promise((resolve) => setTimeout(resolve, this.pingsAfter));
  }

  async invoke<M extends keyof HubMethods>(method: M, argument: HubMethods[M][0]): Promise<HubMethods[M][1]> {
    this.calls.push([method, argument]);
    return this.answer(method, argument) as HubMethods[M][1];
  }

  on<E extends keyof ServerEvents>(event: E, handler: (payload: ServerEvents[E]) => void): void {
    this.handlers.set(event, handler as (payload: never) => void);
  }

  onClose(handler: () => void): void {
    this.closed = handler;
  }

  push<E extends keyof ServerEvents>(event: E, payload: ServerEvents[E]): void {
    (this.handlers.get(event) as ((payload: ServerEvents[E]) => void) | undefined)?.(payload);
  }

  drop(): void {
    this.closed();
  }
}

/** One conversation as the server holds it, and what was asked of it. */
export class FakeSource implements MessageSource, ConversationSource {
  readonly log: Message[] = [];
  readonly asked: string[] = [];
  fails = 0;
  /** So many pages of messages are refused. */
  refuses = 0;
  /** Up to where the other side has read. */
  otherRead = 0;
  /** How often a conversation was read. */
  looks = 0;
  /** Changes are asked for and never answered. */
  silent = false;

  put(message: Message): Message {
    const index = this.log.findIndex((known) => known.sequence === message.sequence);
    if (index < 0) this.log.push(message);
    else this.log[index] = message;
    return message;
  }

  async conversation(id: number): Promise<Conversation> {
    this.looks += 1;
    if (this.fails-- > 0) throw new Error('unreachable');
    return conversation(id, { participants: [participant('b1'), participant('m1', { last_read_sequence: this.otherRead })] });
  }

  get revision(): number {
    return Math.max(0, ...this.log.map((message) => message.revision));
  }

  async messages(_: number, query: { before?: number; after?: number; around?: number; limit?: number }): Promise<MessagePage> {
    const { before = Infinity, after, around, limit = 50 } = query;
    const [kind = 'newest'] = Object.keys(query).filter((key) => key !== 'limit');
    if (this.refuses-- > 0) throw new Error('unreachable');
    this.asked.push(kind === 'newest' ? kind : `${kind} ${before === Infinity ? (after ?? around) : before}`);
    const middle = this.log.findIndex((message) => message.id === around);
    if (after !== undefined || middle >= 0) {
      const later =
        after === undefined ? this.log.slice(Math.max(0, middle - limit / 2)) : this.log.filter((message) => message.sequence > after);
      return { count: this.log.length, results: later.slice(0, limit), has_more: later.length > limit };
    }
    const earlier = this.log.filter((message) => message.sequence < before);
    return { count: this.log.length, results: earlier.slice(-limit), has_more: earlier.length > limit };
  }

  async messageChanges(_: number, since: number, limit: number): Promise<MessageChanges> {
    this.asked.push(`since ${since}`);
    if (this.silent) return new Promise(() => undefined);
    if (this.fails-- > 0) throw new Error('unreachable');
    const changed = this.log.filter((message) => message.revision > since).sort((a, b) => a.revision - b.revision);
    const results = changed.slice(0, limit);
    const more = changed.length > limit;
    return { count: this.log.length, results, has_more: more, revision: more ? results.at(-1)!.revision : Math.max(since, this.revision) };
  }
}

/** Lets everything that is already resolved happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
