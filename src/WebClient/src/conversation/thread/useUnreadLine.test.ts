import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';

import { conversation, message, participant } from '@/api/shapes.fake';
import type { Conversation, Message } from '@/api/types';
import { attendPage, showPage } from '@/ui/page.fake';

import { useUnreadLine } from './useUnreadLine';

let scope: EffectScope;

beforeEach(() => {
  attendPage();
  scope = effectScope();
});

afterEach(() => scope.stop());

const entryAt = (cursor: number, unread: number): Conversation =>
  conversation(1, {
    unread_count: unread,
    participants: [participant('b1', { last_read_sequence: cursor, unread_count: unread }), participant('m1')],
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
    showPage('hidden');
    await nextTick();
    messages.value = [message(1), message(2), message(3)];
    await nextTick();
    messages.value = [message(1), message(2), message(3), message(4)];
    await nextTick();
    expect(line.value).toBe(3);
  });
});
