import type { AllHeads, Conversation, Head, Message, Presence, ReadState, SendMessageCall } from '@/api/types';

import { CursorSync } from './cursorSync';
import { Emitter } from './emitter';
import { EpochMemory } from './epoch';
import type { ServerEvents } from './hubContract';
import { HubLink } from './hubLink';
import { LogSync } from './logSync';
import type { Transport, TransportChoice } from './transports';
import type { ConnectionState, ConversationSource, Hub, LogView, MessageSource } from './types';

export interface RealtimeOptions {
  createHub: (transport: Transport) => Hub;
  /** Left out: the choice that this browser remembers. */
  transports?: TransportChoice;
  source: MessageSource & ConversationSource;
  /** The user whose page this is; none: an onlooker, who is a member of nothing. */
  me?: string;
  renew: () => Promise<boolean>;
  /** Follows every conversation instead of one's own; admins only. */
  watchAll?: boolean;
  isOffline?: () => boolean;
  delay?: (attempt: number) => number;
}

const RESUME_AGAIN_MS = 2_000;

interface RealtimeEvents extends Omit<ServerEvents, 'SessionEnded' | 'Heads'> {
  state: ConnectionState;
  /** A connection stands, and what was missed is on its way. */
  connected: void;
  log: LogView;
  heads: { heads: Head[]; all: boolean };
  /** The server was restored from a backup: what this page holds may be lost there. */
  restored: void;
}

/** The page's one door to what happens elsewhere: the connection, the pushes, logs without holes, and who has read them. */
export class Realtime {
  readonly events = new Emitter<RealtimeEvents>();
  private readonly link: HubLink;
  private readonly logs: LogSync;
  private readonly cursors: CursorSync;
  private readonly epoch = new EpochMemory();
  private readonly leave: (() => void)[] = [];

  constructor(private readonly options: RealtimeOptions) {
    this.link = new HubLink(options);
    this.logs = new LogSync(options.source);
    this.cursors = new CursorSync(options.source, options.me);
    const { events } = this.link;
    events.on('state', (state) => this.events.emit('state', state));
    events.on('connected', () => {
      this.events.emit('connected', undefined);
      void this.resume();
    });
    for (const event of ['MessageReceived', 'MessageUpdated'] as const) events.on(event, (message) => this.take(event, message));
    events.on('ConversationUpdated', (conversation) => this.takeConversation(conversation));
    this.cursors.events.on('conversation', (conversation) => this.takeConversation(conversation));
    events.on('ReadUpdated', (read) => {
      this.cursors.applyRead(read);
      this.events.emit('ReadUpdated', read);
    });
    for (const event of ['TypingChanged', 'PresenceChanged'] as const)
      events.on(event, (payload) => this.events.emit(event, payload as never));
    events.on('Heads', ({ heads }) => this.takeHeads(heads, false));
    events.on('probed', (answer) => this.takeAnswer(answer));
    this.logs.events.on('changed', (view) => this.events.emit('log', view));
  }

  get state(): ConnectionState {
    return this.link.state;
  }

  start(): void {
    const retry = () => this.link.retryNow();
    const networkIsBack = () => {
      this.link.forgetTransport();
      retry();
    };
    const visible = () => document.visibilityState === 'visible' && retry();
    // A connection says nothing of a network that went away; asked for a sign of life, it is found out in seconds.
    const doubt = () => this.link.isConnected && retry();
    window.addEventListener('online', networkIsBack);
    window.addEventListener('offline', doubt);
    document.addEventListener('visibilitychange', visible);
    this.leave.push(
      () => window.removeEventListener('online', networkIsBack),
      () => window.removeEventListener('offline', doubt),
      () => document.removeEventListener('visibilitychange', visible),
    );
    this.link.start();
  }

  async stop(): Promise<void> {
    for (const leave of this.leave.splice(0)) leave();
    this.logs.clear();
    this.cursors.clear();
    await this.link.stop();
  }

  retryNow(): void {
    this.link.retryNow();
  }

  reconnect(): void {
    this.link.reconnect();
  }

  open(conversationId: number, revision: number, limit: number, after?: number): Promise<void> {
    return this.logs.open(conversationId, revision, limit, after);
  }

  loadOlder(conversationId: number, limit: number): Promise<void> {
    return this.logs.loadOlder(conversationId, limit);
  }

  loadNewer(conversationId: number, limit: number): Promise<void> {
    return this.logs.loadNewer(conversationId, limit);
  }

  showAround(conversationId: number, messageId: number, limit: number): Promise<void> {
    return this.logs.showAround(conversationId, messageId, limit);
  }

  showAfter(conversationId: number, sequence: number, limit: number): Promise<void> {
    return this.logs.showAfter(conversationId, sequence, limit);
  }

  showEnd(conversationId: number): void {
    this.logs.showEnd(conversationId);
  }

  log(conversationId: number): LogView | null {
    return this.logs.view(conversationId);
  }

  /** Takes a message that came as the answer to a call rather than as a push. */
  apply(message: Message): void {
    this.take('MessageReceived', message);
  }

  async send(message: SendMessageCall): Promise<Message> {
    const stored = await this.link.invoke('SendMessage', message);
    // The answer may come before the push, and until then the list would still say that one is waited for.
    this.apply(stored);
    return stored;
  }

  async recall(messageId: number): Promise<Message> {
    const recalled = await this.link.invoke('RecallMessage', { message_id: messageId });
    this.logs.apply(recalled);
    return recalled;
  }

  markRead(conversationId: number, sequence: number): Promise<ReadState> {
    return this.link.invoke('MarkRead', { conversation_id: conversationId, sequence });
  }

  setTyping(conversationId: number, isTyping: boolean): Promise<void> {
    return this.link.invoke('SetTyping', { conversation_id: conversationId, is_typing: isTyping });
  }

  watchPresence(userIds: string[]): Promise<Presence[]> {
    return this.link.invoke('WatchPresence', { user_ids: userIds });
  }

  private async resume(): Promise<void> {
    // What was read elsewhere during a break is told by no push and no head.
    for (const id of this.logs.openIds) this.cursors.refresh(id);
    try {
      this.takeAnswer(await this.link.invoke('GetHeads', {}));
      if (this.options.watchAll) {
        await this.link.invoke('WatchAll', { enabled: true });
        this.logs.catchUp();
      }
    } catch {
      // When the connection went away again the next one starts over; a busy server is asked again.
      setTimeout(() => this.state.kind === 'connected' && void this.resume(), RESUME_AGAIN_MS);
    }
  }

  private takeAnswer({ epoch, heads }: AllHeads): void {
    if (this.epoch.isNew(epoch)) this.events.emit('restored', undefined);
    else if (!this.options.watchAll) this.takeHeads(heads, true);
  }

  private takeConversation(conversation: Conversation): void {
    this.cursors.applyConversation(conversation);
    this.events.emit('ConversationUpdated', conversation);
  }

  private take(event: 'MessageReceived' | 'MessageUpdated', message: Message): void {
    this.logs.apply(message);
    this.events.emit(event, message);
  }

  private takeHeads(heads: Head[], all: boolean): void {
    this.logs.applyHeads(heads);
    if (!all) for (const head of heads) if (this.logs.isOpen(head.conversation_id)) this.cursors.applyHead(head);
    this.events.emit('heads', { heads, all });
  }
}
