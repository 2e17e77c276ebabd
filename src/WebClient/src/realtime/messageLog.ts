import type { Message, MessageChanges, MessagePage } from '@/api/types';

/** A stretch of sequences without holes. The one that holds the newest has no end. */
interface Span {
  from: number;
  to: number;
}

/**
 * The loaded stretches of one conversation's log, of which people see one at a time: its end, or the surroundings of an old message.
 *
 * `revision` is the promise: every change up to it is applied. A change pushed with `revision + 1` keeps the promise;
 * one further ahead is applied as well but leaves a gap, which a page of changes since `revision` closes.
 */
export class MessageLog {
  revision: number;
  private readonly bySequence = new Map<number, Message>();
  private readonly sequences = new Map<number, number>();
  /** Revisions applied beyond the promise. */
  private readonly ahead = new Set<number>();
  /** Apart from each other, ascending. What is known beside them waits for its page. */
  private spans: Span[] = [];
  private shown: Span | null = null;
  private newest = 0;
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

  get loaded(): boolean {
    return this.shown !== null;
  }

  get hasOlder(): boolean {
    return this.shown !== null && this.shown.from > 1;
  }

  get hasNewer(): boolean {
    return this.shown !== null && this.shown.to !== Infinity;
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

  /** What people see, in order. */
  get messages(): readonly Message[] {
    return (this.view ??= this.collect());
  }

  /** The last of all, in view or not. */
  get latest(): Message | null {
    return this.bySequence.get(this.newest) ?? null;
  }

  find(id: number): Message | undefined {
    const sequence = this.sequences.get(id);
    return sequence === undefined ? undefined : this.bySequence.get(sequence);
  }

  /** Takes one pushed or returned message; true when something changed. */
  apply(message: Message): boolean {
    if (message.revision > this.revision) {
      this.ahead.add(message.revision);
      this.advance();
    }
    return this.upsert(message);
  }

  /** Takes the newest page, read from the server after `revision` was already true there, and shows it. */
  loadNewest(page: MessagePage): void {
    for (const message of page.results) this.upsert(message);
    this.shown = this.add({ from: page.results[0]?.sequence ?? 1, to: Infinity });
    this.view = null;
  }

  /** Takes a page of the log; `show` when it is what people want to see now, rather than more of what they see. */
  load(page: MessagePage, show = false): void {
    const [first, last] = [page.results[0], page.results.at(-1)];
    if (!first || !last) return;
    for (const message of page.results) this.upsert(message);
    const span = this.add({ from: first.sequence, to: last.sequence });
    if (show) this.shown = span;
    this.view = null;
  }

  /** Shows the stretch around a message, if it is loaded. */
  show(id: number): boolean {
    return this.showSequence(this.sequences.get(id) ?? 0);
  }

  showSequence(sequence: number): boolean {
    const span = this.spans.find(({ from, to }) => from <= sequence && sequence <= to);
    if (span) this.look(span);
    return span !== undefined;
  }

  showEnd(): void {
    const end = this.spans.at(-1);
    if (end?.to === Infinity) this.look(end);
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

  private look(span: Span): void {
    this.shown = span;
    this.view = null;
  }

  private collect(): Message[] {
    const messages: Message[] = [];
    const { from, to } = this.shown ?? { from: 1, to: 0 };
    for (let sequence = from; sequence <= Math.min(to, this.newest); sequence += 1) {
      const message = this.bySequence.get(sequence);
      if (message) messages.push(message);
    }
    return messages;
  }

  /** Joins a stretch with all that it touches. */
  private add(span: Span): Span {
    const touching = this.spans.filter(({ from, to }) => from <= span.to + 1 && span.from <= to + 1);
    const joined = {
      from: Math.min(span.from, ...touching.map(({ from }) => from)),
      to: Math.max(span.to, ...touching.map(({ to }) => to)),
    };
    if (this.shown && touching.includes(this.shown)) this.shown = joined;
    this.spans = [...this.spans.filter((other) => !touching.includes(other)), joined].sort((a, b) => a.from - b.from);
    return joined;
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
    this.sequences.set(message.id, message.sequence);
    this.newest = Math.max(this.newest, message.sequence);
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
      if (other.reply_to?.id === id) this.bySequence.set(sequence, { ...other, reply_to: { ...other.reply_to, excerpt: '' } });
  }
}

function isGone(message: Message): boolean {
  return message.recalled_at !== null || message.removed_at !== null;
}
