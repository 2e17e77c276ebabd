import { defineStore } from 'pinia';
import { reactive, shallowRef } from 'vue';

import type { Presence, TypingChanged, User } from '@/api/types';
import type { Realtime } from '@/realtime';

/** A little longer than the server's six seconds, in case its own end of typing is lost. */
const TYPING_MS = 7_000;

/** Who is online and who is typing where. */
export const usePeople = defineStore('people', () => {
  const presence = reactive(new Map<string, Presence>());
  const typing = reactive(new Map<number, Set<string>>());
  /** Ids of people in view who may not be in the list of conversations. */
  const watched = shallowRef<string[]>([]);
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function attach(realtime: Realtime, me: string): void {
    realtime.events.on('PresenceChanged', setPresence);
    realtime.events.on('TypingChanged', (change) => change.user_id !== me && setTyping(change));
    realtime.events.on('MessageReceived', (message) =>
      setTyping({ conversation_id: message.conversation_id, user_id: message.sender_id, is_typing: false }),
    );
    // Nobody is known to type on a connection that is gone.
    realtime.events.on('state', (state) => state.kind !== 'connected' && typing.clear());
  }

  function setPresence(change: Presence): void {
    presence.set(change.user_id, change);
  }

  function setTyping({ conversation_id, user_id, is_typing }: TypingChanged): void {
    const key = `${conversation_id}:${user_id}`;
    clearTimeout(timers.get(key));
    timers.delete(key);
    const here = typing.get(conversation_id);
    if (is_typing) {
      if (here) here.add(user_id);
      else typing.set(conversation_id, new Set([user_id]));
      timers.set(
        key,
        setTimeout(() => setTyping({ conversation_id, user_id, is_typing: false }), TYPING_MS),
      );
    } else if (here?.delete(user_id) && here.size === 0) {
      typing.delete(conversation_id);
    }
  }

  /** What a fresh answer says of someone replaces what was heard before. */
  function learn(users: readonly User[]): void {
    for (const { id, is_online, last_seen_at } of users) presence.set(id, { user_id: id, is_online, last_seen_at });
  }

  function isOnline(user: User): boolean {
    return presence.get(user.id)?.is_online ?? user.is_online;
  }

  function lastSeen(user: User): string | null {
    return presence.get(user.id)?.last_seen_at ?? user.last_seen_at;
  }

  function isTyping(conversationId: number): boolean {
    return typing.has(conversationId);
  }

  function clear(): void {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
    typing.clear();
    presence.clear();
    watched.value = [];
  }

  return { watched, attach, learn, setPresence, isOnline, lastSeen, isTyping, clear };
});
