import type { Message, MessageChanges, MessagePage } from '@/api/types';

/**
 * The loaded end of one conversation's log.
 *
 * `revision` is the promise: every change up to it is applied. A change pushed with `revision + 1` keeps the promise;
 * one further ahead is applied as well but leaves a gap, which a page of changes since `revision` closes.
 */
export class MessageLog {
  revision: number;
  hasOlder = false;
  loaded = false;
  private readonly bySequence = new Map<number, Message>();
  /** Revisions applied beyond the promise. */
  private readonly ahead = new Set<number>();
  /** First sequence people see; older ones that happen to be known wait for their page. */
  private start = Number.MAX_SAFE_INTEGER;
  private view: readonly Message[] | null = null;
  /** What a head told of the server's revision. */
  private expected: number;
  /** Raised when pushes may have been missed without a trace; a read that began later settles it. */
  private doubts = 0;
  private settled = 0;

  constructor(revision: number) {
    this.revision = revision;
    this.expected = revision;
  }

  get hasGap(): boolean {
    return this.ahead.size > 0 || this.expected > this.revision || this.doubts > this.settled;
  }

  expect(revision: number): void {
    this.expected = Math.max(this.expected, revision);
  }

  doubt(): void {
    this.doubts += 1;
  }

  get messages(): readonly Message[] {
    this.view ??= [...this.bySequence.values()]
      .filter((message) => message.sequence >= this.start)
      .sort((a, b) => a.sequence - b.sequence);
    return this.view;
  }

  find(id: number): Message | undefined {
    for (const message of this.bySequence.values()) if (message.id === id) return message;
    return undefined;
  }

  /** Takes one pushed or returned message; true when something changed. */
  apply(message: Message): boolean {
    if (message.revision > this.revision) {
      this.ahead.add(message.revision);
      this.advance();
    }
    return this.upsert(message);
  }

  /** Takes the newest page, read from the server after `revision` was already true there. */
  loadNewest(page: MessagePage): void {
    for (const message of page.results) this.upsert(message);
    this.start = page.results[0]?.sequence ?? 1;
    this.hasOlder = page.has_more;
    this.loaded = true;
    this.view = null;
  }

  loadOlder(page: MessagePage): void {
    for (const message of page.results) this.upsert(message);
    this.start = Math.min(this.start, page.results[0]?.sequence ?? 1);
    this.hasOlder = page.has_more;
    this.view = null;
  }

  /** To be called when a read of changes begins; what it returns takes the pages. */
  beginChanges(): (page: MessageChanges) => void {
    const doubts = this.doubts;
    return (page) => {
      for (const message of page.results) this.upsert(message);
      this.revision = Math.max(this.revision, page.revision);
      this.advance();
      if (!page.has_more) this.settled = Math.max(this.settled, doubts);
    };
  }

  private advance(): void {
    while (this.ahead.delete(this.revision + 1)) this.revision += 1;
    for (const revision of this.ahead) if (revision <= this.revision) this.ahead.delete(revision);
  }

  /** The later revision of a message wins, whichever way and in whatever order the two came. */
  private upsert(message: Message): boolean {
    const known = this.bySequence.get(message.sequence);
    if (known && known.revision >= message.revision) return false;
    this.bySequence.set(message.sequence, this.withLiveQuote(message));
    if (isGone(message)) this.blankQuotesOf(message.id);
    this.view = null;
    return true;
  }

  private withLiveQuote(message: Message): Message {
    const source = message.reply_to && this.find(message.reply_to.id);
    return source && isGone(source) ? { ...message, reply_to: { ...message.reply_to!, excerpt: '' } } : message;
  }

  private blankQuotesOf(id: number): void {
    for (const [sequence, other] of this.bySequence)
      if (other.reply_to?.id === id)
        this.bySequence.set(sequence, { ...other, reply_to: { ...other.reply_to, excerpt: '' } });
  }
}

function isGone(message: Message): boolean {
  return message.recalled_at !== null || message.removed_at !== null;
}
