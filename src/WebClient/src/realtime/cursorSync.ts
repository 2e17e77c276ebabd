import type { Conversation, Head, ReadUpdated } from '@/api/types';

import { Emitter } from './emitter';
import { ANSWER_MS, within } from './patience';
import type { ConversationSource } from './types';

const RETRY_MS = 2_000;

/**
 * The open conversations' read cursors. A head tells only one's own, so that somebody else's `ReadUpdated` that is lost
 * leaves no gap to be seen. Every read makes a head, though; as long as there is something that the other side has not
 * read, as far as is known here, a head is reason enough to look.
 */
export class CursorSync {
  readonly events = new Emitter<{ conversation: Conversation }>();
  private readonly known = new Map<number, Map<string, number>>();
  private readonly reading = new Set<number>();
  /** Asked for again while an answer was on its way, which may be older than the reason. */
  private readonly again = new Set<number>();
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly source: ConversationSource,
    private readonly me?: string,
  ) {}

  applyRead({ conversation_id, user_id, last_read_sequence }: ReadUpdated): void {
    this.learn(conversation_id, user_id, last_read_sequence);
  }

  applyConversation(conversation: Conversation): void {
    for (const { user, last_read_sequence } of conversation.participants) this.learn(conversation.id, user.id, last_read_sequence);
  }

  applyHead(head: Head): void {
    const cursors = this.known.get(head.conversation_id);
    const others = [...(cursors ?? [])].filter(([user]) => user !== this.me);
    if (others.length === 0 || others.some(([, cursor]) => cursor < head.last_sequence)) this.refresh(head.conversation_id);
  }

  /** Reads the conversation again, until it succeeds. */
  refresh(id: number): void {
    if (this.reading.has(id)) {
      this.again.add(id);
      return;
    }
    clearTimeout(this.timers.get(id));
    this.reading.add(id);
    within(ANSWER_MS, this.source.conversation(id))
      .then(
        (conversation) => this.events.emit('conversation', conversation),
        () =>
          this.timers.set(
            id,
            setTimeout(() => this.refresh(id), RETRY_MS),
          ),
      )
      .finally(() => {
        this.reading.delete(id);
        if (this.again.delete(id)) this.refresh(id);
      });
  }

  clear(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.again.clear();
    this.known.clear();
  }

  private learn(conversationId: number, userId: string, sequence: number): void {
    const cursors = this.known.get(conversationId) ?? new Map<string, number>();
    this.known.set(conversationId, cursors.set(userId, Math.max(cursors.get(userId) ?? 0, sequence)));
  }
}
