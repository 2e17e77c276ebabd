import type { Head, Message } from '@/api/types';

import { Emitter } from './emitter';
import { MessageLog } from './messageLog';
import { ANSWER_MS, within } from './patience';
import type { LogView, MessageSource } from './types';

const PAGE = 200;
/** Two pushes may swap on their way; only a gap that lasts is worth a request. */
const GAP_PATIENCE_MS = 120;
const RETRY_MS = 2_000;

/** The open conversations' logs, kept complete from pushes, heads and pages of changes. */
export class LogSync {
  readonly events = new Emitter<{ changed: LogView }>();
  private readonly logs = new Map<number, MessageLog>();
  private readonly opening = new Map<number, Promise<void>>();
  private readonly filling = new Map<number, Promise<void>>();
  private readonly waiting = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(private readonly source: MessageSource) {}

  /**
   * Loads the newest page of a conversation, once. `revision` must have been read from the server before this call: the
   * page is then at least as new, and the log complete from there. Asked for again on its way, it is the same page. With `after`, what follows that sequence is shown first.
   */
  open(conversationId: number, revision: number, limit: number, after?: number): Promise<void> {
    const running = this.opening.get(conversationId);
    if (running) return running;
    const log = this.logs.get(conversationId) ?? new MessageLog(revision);
    this.logs.set(conversationId, log);
    if (log.loaded) return Promise.resolve();
    const opening = this.loadFirst(conversationId, log, limit, after).finally(() => {
      if (this.opening.get(conversationId) === opening) this.opening.delete(conversationId);
    });
    this.opening.set(conversationId, opening);
    return opening;
  }

  private async loadFirst(conversationId: number, log: MessageLog, limit: number, after?: number): Promise<void> {
    const [newest, first] = await Promise.all([
      this.source.messages(conversationId, { limit }),
      after === undefined ? null : this.source.messages(conversationId, { after, limit }),
    ]);
    log.loadNewest(newest);
    if (first) log.load(first, true);
    this.changed(conversationId, log);
    if (log.hasGap) this.fillSoon(conversationId);
  }

  async loadOlder(conversationId: number, limit: number): Promise<void> {
    const log = this.logs.get(conversationId);
    const first = log?.messages[0];
    if (!log?.hasOlder || !first) return;
    log.load(await this.source.messages(conversationId, { before: first.sequence, limit }));
    this.changed(conversationId, log);
  }

  async loadNewer(conversationId: number, limit: number): Promise<void> {
    const log = this.logs.get(conversationId);
    const last = log?.messages.at(-1);
    if (!log?.hasNewer || !last) return;
    log.load(await this.source.messages(conversationId, { after: last.sequence, limit }));
    this.changed(conversationId, log);
  }

  /** Shows the stretch of the log with this message in it, loaded when it is not yet. */
  async showAround(conversationId: number, messageId: number, limit: number): Promise<void> {
    const log = this.logs.get(conversationId);
    if (!log?.loaded) return;
    if (!log.show(messageId)) log.load(await this.source.messages(conversationId, { around: messageId, limit }), true);
    this.changed(conversationId, log);
  }

  /** Shows the stretch of the log in which the next sequence stands, loaded when it is not yet. */
  async showAfter(conversationId: number, sequence: number, limit: number): Promise<void> {
    const log = this.logs.get(conversationId);
    if (!log?.loaded) return;
    if (!log.showSequence(sequence + 1)) log.load(await this.source.messages(conversationId, { after: sequence, limit }), true);
    this.changed(conversationId, log);
  }

  showEnd(conversationId: number): void {
    const log = this.logs.get(conversationId);
    if (!log?.hasNewer) return;
    log.showEnd();
    this.changed(conversationId, log);
  }

  apply(message: Message): void {
    const log = this.logs.get(message.conversation_id);
    if (!log) return;
    if (log.apply(message)) this.changed(message.conversation_id, log);
    if (log.loaded && log.hasGap) this.fillSoon(message.conversation_id);
  }

  /** What is behind its head is fetched. */
  applyHeads(heads: readonly Head[]): void {
    for (const head of heads) {
      const log = this.logs.get(head.conversation_id);
      log?.expect(head.revision);
      if (log?.loaded && log.hasGap) void this.fill(head.conversation_id);
    }
  }

  /** After a reconnect of someone who has no heads to compare with, every open log is asked for. */
  catchUp(): void {
    for (const [id, log] of this.logs) {
      log.doubt();
      if (log.loaded) void this.fill(id);
    }
  }

  get openIds(): number[] {
    return [...this.logs.keys()];
  }

  isOpen(conversationId: number): boolean {
    return this.logs.has(conversationId);
  }

  view(conversationId: number): LogView | null {
    const log = this.logs.get(conversationId);
    return log?.loaded ? viewOf(conversationId, log) : null;
  }

  clear(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.opening.clear();
    this.logs.clear();
  }

  private fillSoon(conversationId: number, after = GAP_PATIENCE_MS): void {
    if (this.waiting.has(conversationId) || this.filling.has(conversationId)) return;
    this.waiting.set(
      conversationId,
      setTimeout(() => {
        this.waiting.delete(conversationId);
        if (this.logs.get(conversationId)?.hasGap) void this.fill(conversationId);
      }, after),
    );
  }

  private fill(conversationId: number): Promise<void> {
    const running = this.filling.get(conversationId);
    if (running) return running;
    const log = this.logs.get(conversationId)!;
    const filling = this.fetchChanges(conversationId, log)
      .then(
        () => GAP_PATIENCE_MS,
        () => RETRY_MS,
      )
      .then((wait) => {
        this.filling.delete(conversationId);
        // A push that jumped ahead while the last page was on its way, or a request that failed.
        if (log.hasGap) this.fillSoon(conversationId, wait);
      });
    this.filling.set(conversationId, filling);
    return filling;
  }

  private async fetchChanges(conversationId: number, log: MessageLog): Promise<void> {
    const take = log.beginChanges();
    for (let more = true; more && this.logs.get(conversationId) === log;) {
      const page = await within(ANSWER_MS, this.source.messageChanges(conversationId, log.revision, PAGE));
      take(page);
      more = page.has_more;
      this.changed(conversationId, log);
    }
  }

  private changed(conversationId: number, log: MessageLog): void {
    if (log.loaded && this.logs.get(conversationId) === log) this.events.emit('changed', viewOf(conversationId, log));
  }
}

function viewOf(conversationId: number, { messages, hasOlder, hasNewer, latest }: MessageLog): LogView {
  return { conversationId, messages, hasOlder, hasNewer, latest };
}
