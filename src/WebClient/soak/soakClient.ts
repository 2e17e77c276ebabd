import { createPinia } from 'pinia';

import { ApiClient } from '@/api/client';
import type { Message } from '@/api/types';
import { useOutbox } from '@/conversation/outbox/outbox';
import { createSignalRHub, Realtime } from '@/realtime';
import { TransportChoice } from '@/realtime/transports';
import type { Hub, MessageSource } from '@/realtime/types';

export interface Member {
  user: string;
  token: string;
  conversations: { id: number; revision: number }[];
}

const PAGE_SIZE = 50;
/** A tenth of a person's time between deeds, and of the page's patience between attempts, so that a short run sees many of both. */
const HURRY = 10;
const BETWEEN_ACTIONS_MS = 4_000;
/** Nobody writes on and on while nothing leaves. */
const MAX_UNSENT = 10;

/** One tab of one person, made of the page's own parts, and what it would show. */
export class SoakClient {
  reconnects = -1;
  /** How long it was without a connection, each time, in milliseconds. */
  readonly gaps: number[] = [];
  /** What may never be seen, however briefly: sentences. */
  readonly wrong: string[] = [];
  private readonly realtime: Realtime;
  private readonly outbox = useOutbox(createPinia());
  private readonly cursors = new Map<number, Map<string, number>>();
  private acting: ReturnType<typeof setTimeout> | undefined;
  written = 0;
  private leftAt: number | undefined;

  /** `hurries`: does more than a person, and tries again sooner than a page. */
  constructor(
    private readonly member: Member,
    origin: string,
    private readonly hurries: boolean,
    planted: (source: MessageSource) => MessageSource,
  ) {
    const api = new ApiClient(origin);
    api.useCredentials({ token: () => member.token, renew: async () => false });
    this.realtime = new Realtime({
      createHub: (transport) => this.watched(createSignalRHub('en', () => member.token, transport, origin)),
      // Here connections are cut on purpose, which says nothing against a transport.
      transports: new TransportChoice(0),
      source: { ...planted(api), conversation: api.conversation },
      me: member.user,
      renew: async () => false,
      ...(hurries && { delay: (attempt: number) => (200 * 2 ** Math.min(attempt, 5)) / HURRY + Math.random() * 50 }),
    });
    const { events } = this.realtime;
    events.on('connected', () => {
      this.reconnects += 1;
      if (this.leftAt !== undefined) this.gaps.push(performance.now() - this.leftAt);
      this.leftAt = undefined;
    });
    events.on('state', ({ kind }) => {
      if (kind !== 'connected' && this.reconnects >= 0) this.leftAt ??= performance.now();
    });
    events.on('log', ({ conversationId, messages }) => this.inspect(conversationId, messages));
    events.on('ReadUpdated', ({ conversation_id, user_id, last_read_sequence }) => this.read(conversation_id, user_id, last_read_sequence));
    events.on('ConversationUpdated', ({ id, participants }) => {
      for (const { user, last_read_sequence } of participants) this.read(id, user.id, last_read_sequence);
    });
    events.on('heads', ({ heads }) => {
      for (const head of heads) this.read(head.conversation_id, member.user, head.last_read_sequence);
    });
    this.outbox.attach(this.realtime, member.user);
  }

  get isConnected(): boolean {
    return this.realtime.state.kind === 'connected';
  }

  start(): void {
    this.realtime.start();
    for (const { id, revision } of this.member.conversations) void this.open(id, revision);
    this.actSoon();
  }

  /** No more deeds; what is under way goes on. */
  rest(): void {
    clearTimeout(this.acting);
    this.acting = undefined;
  }

  async stop(): Promise<void> {
    this.rest();
    await this.realtime.stop();
  }

  show() {
    return {
      user: this.member.user,
      state: this.realtime.state.kind,
      waiting: this.outbox.items.length,
      failed: this.outbox.items.flatMap(({ state, reason }) => (state === 'failed' ? [reason] : [])),
      written: this.written,
      conversations: this.member.conversations.map(({ id }) => ({
        id,
        messages:
          this.realtime
            .log(id)
            ?.messages.map(({ sequence, client_message_id, content, recalled_at }) => [
              sequence,
              client_message_id,
              content,
              recalled_at !== null,
            ]) ?? null,
        cursors: Object.fromEntries(this.cursors.get(id) ?? []),
      })),
    };
  }

  /** The page offers to try again when opening fails; here somebody presses that button. */
  private async open(id: number, revision: number): Promise<void> {
    for (;;) {
      try {
        return await this.realtime.open(id, revision, PAGE_SIZE);
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private actSoon(): void {
    this.acting = setTimeout(
      () => {
        void this.act().catch(() => undefined);
        if (this.acting !== undefined) this.actSoon();
      },
      (Math.random() * 2 * BETWEEN_ACTIONS_MS) / (this.hurries ? HURRY : 1),
    );
  }

  private async act(): Promise<void> {
    const { id } = pick(this.member.conversations)!;
    const shown = this.realtime.log(id)?.messages ?? [];
    const chance = Math.random();
    if (chance < 0.6) {
      if (this.outbox.items.length >= MAX_UNSENT) return;
      this.written += 1;
      this.outbox.post(id, `${this.member.user} ${this.written} ${'x'.repeat(Math.random() * 200)}`, null);
    } else if (chance < 0.85) {
      const last = shown.at(-1);
      if (last) await this.realtime.markRead(id, last.sequence);
    } else {
      const own = pick(shown.filter((message) => message.sender_id === this.member.user && message.recalled_at === null));
      if (own) await this.realtime.recall(own.id);
    }
  }

  private read(conversationId: number, userId: string, sequence: number): void {
    const cursors = this.cursors.get(conversationId) ?? new Map<string, number>();
    this.cursors.set(conversationId, cursors.set(userId, Math.max(cursors.get(userId) ?? 0, sequence)));
  }

  private inspect(conversationId: number, messages: readonly Message[]): void {
    const ids = new Set<string>();
    let before = 0;
    for (const { sequence, client_message_id } of messages) {
      if (sequence <= before) this.wrong.push(`${this.member.user} sees ${sequence} after ${before} in ${conversationId}`);
      if (ids.has(client_message_id ?? '')) this.wrong.push(`${this.member.user} sees ${client_message_id} twice in ${conversationId}`);
      ids.add(client_message_id ?? '');
      before = sequence;
    }
  }

  /** Pushes reach each connection in the order of their sequence. */
  private watched(hub: Hub): Hub {
    const last = new Map<number, number>();
    return {
      ...hub,
      on: (event, handler) =>
        hub.on(event, (payload) => {
          if (event === 'MessageReceived') {
            const { conversation_id, sequence } = payload as Message;
            const before = last.get(conversation_id) ?? 0;
            if (sequence <= before) this.wrong.push(`${this.member.user} was pushed ${sequence} after ${before} in ${conversation_id}`);
            last.set(conversation_id, sequence);
          }
          handler(payload);
        }),
    };
  }
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
