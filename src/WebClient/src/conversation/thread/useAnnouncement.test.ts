import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, watch, type EffectScope } from 'vue';

import { message } from '@/api/shapes.fake';
import type { Message } from '@/api/types';

import { useAnnouncement } from './useAnnouncement';

let scope: EffectScope;

beforeEach(() => {
  scope = effectScope();
});

afterEach(() => scope.stop());

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
