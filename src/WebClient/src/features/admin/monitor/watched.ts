import { defineStore } from 'pinia';
import { computed, ref } from 'vue';

import { adminApi, type ListQuery } from '@/api/admin';
import { api } from '@/api/client';
import type { Conversation } from '@/api/types';
import { createLiveIndex, usePeople } from '@/conversation';
import type { Realtime } from '@/realtime';

const PAGE_SIZE = 100;
/** Drawing more often than this shows nobody more. */
const DRAW_MS = 150;
/** What the pushes leave open is asked for once for all of it. */
const HEAL_MS = 500;
/** Others push a conversation down while its page is read. Each look reads one page further; one that the list has no more is given up. */
const MAX_LOOKS = 3;

/**
 * Everybody's conversations, as far as they were looked at: kept live by pushes, and right by what heads tell. The map itself
 * is no reactive one, because pushes come far more often than anybody can look; `version` tells, a few times a second, that it changed.
 */
export const useWatched = defineStore('watched', () => {
  const people = usePeople();
  const entries = new Map<number, Conversation>();
  const version = ref(0);
  /** How many there are in all, known or not. */
  const total = ref(0);
  /** Something happened that figures may count. */
  const activity = ref(0);
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let healing: ReturnType<typeof setTimeout> | undefined;
  /** Conversations of which something is left open: the revision that the answer has to have, and how often they were looked for. */
  const doubts = new Map<number, { revision: number; looks: number }>();
  /** Pages of the whole list, newest activity first, that were read so far. */
  let pages = 0;

  const index = createLiveIndex({ entries, learn: people.learn, doubt, changed });
  const { ingest } = index;

  function attach(realtime: Realtime): void {
    const act = () => void activity.value++;
    realtime.events.on('MessageReceived', act);
    realtime.events.on('MessageUpdated', act);
    // One of which nothing was known is new, or an old one; the list tells how many there are now.
    realtime.events.on('ConversationUpdated', ({ id }) => {
      if (!entries.has(id)) doubt(id);
      act();
    });
    realtime.events.on('PresenceChanged', () => {
      act();
      changed();
    });
    realtime.events.on('heads', ({ heads }) => {
      for (const head of heads) if (entries.has(head.conversation_id) && index.isBehind(head)) doubt(head.conversation_id, head.revision);
    });
    // What happened during a break is told by no push.
    realtime.events.on('connected', () => void reload());
    // Behind the listener that looks whether a conversation is known.
    index.attach(realtime);
  }

  function changed(): void {
    drawing ??= setTimeout(draw, DRAW_MS);
  }

  function draw(): void {
    clearTimeout(drawing);
    drawing = undefined;
    version.value++;
  }

  function doubt(id: number, revision = entries.get(id)?.revision ?? 0): void {
    doubts.set(id, { revision, looks: 0 });
    healSoon();
  }

  function healSoon(): void {
    healing ??= setTimeout(() => void heal(), HEAL_MS);
  }

  /**
   * By the list, never one by one: to read a conversation is an act that the audit log records. Each stands on the page on which it stands
   * here; one that is not known is new, and stands on the first.
   */
  async function heal(): Promise<void> {
    const places = new Map(index.sorted().map(({ id }, place) => [id, place]));
    const wanted = new Set<number>();
    for (const [id, open] of doubts) {
      const first = Math.floor((places.get(id) ?? 0) / PAGE_SIZE) + 1;
      for (let page = first; page <= first + open.looks; page += 1) wanted.add(page);
      if (++open.looks === MAX_LOOKS) doubts.delete(id);
    }
    try {
      for (const page of wanted) await load({}, page);
    } catch {
      // Looked for again, as long as that goes.
    }
    healing = undefined;
    if (doubts.size > 0) healSoon();
  }

  /** One page of the conversations that match, newest activity first. */
  async function load(
    filter: ListQuery<'conversations'>,
    page: number,
  ): Promise<{ count: number; last: Conversation | undefined; hasMore: boolean }> {
    const { count, results } = await adminApi.conversations({ ...filter, page, page_size: PAGE_SIZE });
    for (const conversation of results) {
      ingest(conversation);
      if (conversation.revision >= (doubts.get(conversation.id)?.revision ?? Infinity)) doubts.delete(conversation.id);
    }
    // Whoever scrolls to the end waits for just these.
    draw();
    if (Object.values(filter).every((value) => value === undefined)) {
      pages = Math.max(pages, page);
      total.value = count;
    }
    return { count, last: results.at(-1), hasMore: page * PAGE_SIZE < count };
  }

  /** How many match, without a look at them. */
  async function count(filter: ListQuery<'conversations'>): Promise<number> {
    return (await adminApi.conversations({ ...filter, page: 1, page_size: 1 })).count;
  }

  async function reload(): Promise<void> {
    activity.value++;
    try {
      for (let page = 1; page <= Math.max(1, pages); page++) if (!(await load({}, page)).hasMore) break;
    } catch {
      // The next connection, or the next look at the list, reads it again.
    }
  }

  /** Reads one conversation, which the audit log records. */
  async function open(id: number): Promise<Conversation> {
    return ingest(await api.conversation(id));
  }

  function clear(): void {
    clearTimeout(drawing);
    clearTimeout(healing);
    drawing = healing = undefined;
    doubts.clear();
    index.clear();
    pages = 0;
    total.value = 0;
  }

  /** The entry, and a dependence on its changes. */
  function find(id: number): Conversation | undefined {
    return version.value >= 0 ? entries.get(id) : undefined;
  }

  /** All that is known, by activity, and a dependence on its changes. */
  const sorted = computed(() => (version.value >= 0 ? index.sorted() : []));

  return { total, sorted, activity, attach, load, count, open, find, clear };
});
