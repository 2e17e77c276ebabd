import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref, shallowRef, watch, type EffectScope } from 'vue';

import { conversation, message, participant } from '@/api/shapes.fake';
import type { Conversation, Message } from '@/api/types';
import { useAnnouncement } from '@/conversation/thread/useAnnouncement';
import { useUnreadLine } from '@/conversation/thread/useUnreadLine';
import { usePageAttended } from '@/ui/usePageAttended';

import { useLive } from './live';
import { useReadMarker } from './pane/useReadMarker';

let scope: EffectScope;
let visibility: DocumentVisibilityState;
let focused: boolean;

function show(state: DocumentVisibilityState): void {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
}

beforeEach(() => {
  setActivePinia(createPinia());
  visibility = 'visible';
  focused = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  scope = effectScope();
});

afterEach(() => scope.stop());

const entryAt = (cursor: number, unread: number): Conversation =>
  conversation(1, {
    unread_count: unread,
    participants: [participant('b1', { last_read_sequence: cursor, unread_count: unread }), participant('m1')],
  });

describe('useReadMarker', () => {
  const entry = shallowRef(entryAt(0, 0));
  const messages = shallowRef<Message[]>([]);
  const seen = ref(0);
  let marked: number[];

  function start(): void {
    const live = useLive();
    live.state = { kind: 'connected' };
    marked = [];
    vi.spyOn(live, 'markRead').mockImplementation(async (_, sequence) => {
      marked.push(sequence);
      entry.value = entryAt(sequence, messages.value.length - sequence);
    });
    const log = () => ({ conversationId: 1, messages: messages.value, hasOlder: false, hasNewer: false, latest: null });
    scope.run(() =>
      useReadMarker(
        () => entry.value,
        log,
        () => seen.value,
        'b1',
      ),
    );
  }

  beforeEach(() => {
    vi.useFakeTimers();
    entry.value = entryAt(0, 4);
    messages.value = [1, 2, 3, 4].map((n) => message(n));
    seen.value = 0;
  });
  afterEach(() => vi.useRealTimers());

  it('tells what has been seen, once, and nothing beyond', async () => {
    start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    seen.value = 2;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([2]);
  });

  it('tells the last place of a scroll through many, also when the conversation is left at once', async () => {
    start();
    for (const sequence of [1, 2, 3]) {
      seen.value = sequence;
      await nextTick();
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([1, 3]);
    seen.value = 4;
    scope.stop();
    await nextTick();
    expect(marked).toEqual([1, 3, 4]);
  });

  it('waits for a connection', async () => {
    start();
    useLive().state = { kind: 'connecting' };
    seen.value = 3;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    useLive().state = { kind: 'connected' };
    await nextTick();
    expect(marked).toEqual([3]);
  });

  it('leaves what was put back as unread while it is open, until it is opened again', async () => {
    start();
    entry.value = { ...entryAt(0, 4), marked_unread: true };
    seen.value = 4;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
    entry.value = entryAt(0, 4);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([4]);
  });

  it('has nothing to say of own messages', async () => {
    entry.value = entryAt(2, 0);
    messages.value = [message(1), message(2), message(3, { sender_id: 'b1' })];
    start();
    seen.value = 3;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(marked).toEqual([]);
  });
});

describe('usePageAttended', () => {
  it('takes a page in view behind another window for one that is not read', async () => {
    const attended = scope.run(() => usePageAttended())!;
    expect(attended.value).toBe(true);
    focused = false;
    window.dispatchEvent(new Event('blur'));
    expect(attended.value).toBe(false);
    focused = true;
    window.dispatchEvent(new Event('focus'));
    expect(attended.value).toBe(true);
    show('hidden');
    expect(attended.value).toBe(false);
  });
});

describe('useUnreadLine', () => {
  const entry = shallowRef(entryAt(1, 1));
  const messages = shallowRef<Message[] | undefined>();
  const view = () =>
    messages.value && {
      conversationId: 1,
      messages: messages.value,
      hasOlder: messages.value[0]!.sequence > 1,
      hasNewer: false,
      latest: null,
    };
  const begin = () => scope.run(() => useUnreadLine(() => entry.value, view, 'b1'))!;

  it('is drawn where reading begins and stays there', async () => {
    entry.value = entryAt(1, 1);
    messages.value = undefined;
    const line = begin();
    messages.value = [message(1), message(2)];
    await nextTick();
    entry.value = entryAt(2, 0);
    messages.value = [message(1), message(2), message(3)];
    await nextTick();
    expect(line.value).toBe(2);
  });

  it('waits for the page on which reading begins', async () => {
    entry.value = entryAt(1, 3);
    messages.value = [message(4)];
    const line = begin();
    expect(line.value).toBeNull();
    messages.value = [message(2), message(3), message(4)];
    await nextTick();
    expect(line.value).toBe(2);
  });

  it('is drawn anew for what came behind the back', async () => {
    entry.value = entryAt(2, 0);
    messages.value = [message(1), message(2)];
    const line = begin();
    expect(line.value).toBeNull();
    show('hidden');
    await nextTick();
    messages.value = [message(1), message(2), message(3)];
    await nextTick();
    messages.value = [message(1), message(2), message(3), message(4)];
    await nextTick();
    expect(line.value).toBe(3);
  });
});

describe('useAnnouncement', () => {
  it('says one message as it is, and several at once as their number', async () => {
    vi.useFakeTimers();
    const latest = shallowRef<Message>(message(1));
    const said = scope.run(() =>
      useAnnouncement(
        () => latest.value,
        ({ sender_id }) => sender_id !== 'b1',
        {
          one: ({ content }) => content,
          many: (count) => `${count} new`,
        },
      ),
    )!;
    const come = async (...messages: Message[]) => {
      for (const one of messages) {
        latest.value = one;
        await nextTick();
      }
      await vi.advanceTimersByTimeAsync(1_000);
    };
    await come(message(2));
    expect(said.value).toBe('message 2');
    await come(message(3), message(4), message(5));
    expect(said.value).toBe('3 new');
    await come(message(6, { sender_id: 'b1' }));
    expect(said.value).toBe('3 new');
    vi.useRealTimers();
  });

  it('says the same words again when they come again', async () => {
    vi.useFakeTimers();
    const latest = shallowRef<Message>(message(1));
    const heard: string[] = [];
    scope.run(() => {
      const said = useAnnouncement(
        () => latest.value,
        () => true,
        { one: ({ content }) => content, many: String },
      );
      watch(said, (text) => text && heard.push(text));
    });
    for (const sequence of [2, 3]) {
      latest.value = message(sequence, { content: 'ok' });
      await nextTick();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(heard).toEqual(['ok', 'ok']);
    vi.useRealTimers();
  });
});
