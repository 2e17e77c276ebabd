import { onScopeDispose, ref } from 'vue';

import { api } from '@/api/client';
import type { UserCard } from '@/api/types';

/** As the server takes them. */
export const NOTE_MAX = 1_000;
export const TAGS_MAX = 10;
const SAVE_AFTER_MS = 800;

type Part = keyof UserCard;

/** One's own note and tags about one person: loaded with the card, saved while one writes, and the same in all tabs. */
export function useCustomerCard(userId: string) {
  const note = ref('');
  const tags = ref<string[]>([]);
  const state = ref<'loading' | 'ready' | 'saving' | 'saved' | 'failed' | 'unsaved'>('loading');
  const reason = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  /** What was changed here and was not sent yet; the other part may be changed in another tab meanwhile. */
  const unsent = new Set<Part>();
  /** How often each part was changed here: an answer that was asked for before the last change is older than what is shown. */
  const changes = { note: 0, tags: 0 };
  /** Tells the other tabs of this browser that something was saved; a tab of somebody else reads its own card again, which does no harm. */
  const tabs = new BroadcastChannel(`livechat.card.${userId}`);
  tabs.onmessage = () => void reload();

  async function load(): Promise<void> {
    state.value = 'loading';
    try {
      ({ note: note.value, tags: tags.value } = await api.card(userId));
      state.value = 'ready';
    } catch (error) {
      reason.value = (error as Error).message;
      state.value = 'failed';
    }
  }

  /** Takes what another tab has saved; what is being written here stays. */
  async function reload(): Promise<void> {
    if (state.value === 'loading' || state.value === 'failed') return;
    await saving;
    const before = { ...changes };
    const card = await api.card(userId).catch(() => null);
    const isClean = (part: Part) => !unsent.has(part) && before[part] === changes[part];
    if (card && isClean('note')) note.value = card.note;
    if (card && isClean('tags')) tags.value = card.tags;
  }

  /** One after the other, or the older of two could arrive last. */
  function save(): Promise<void> {
    clearTimeout(timer);
    if (unsent.size === 0) return saving;
    state.value = 'saving';
    return (saving = saving.then(send));
  }

  /** Only what was changed here: the other part may be newer than what this tab shows. */
  async function send(): Promise<void> {
    const parts = [...unsent];
    if (parts.length === 0) return;
    unsent.clear();
    const now = { note: note.value.trimEnd(), tags: [...tags.value] };
    try {
      await api.setCard(userId, Object.fromEntries(parts.map((part) => [part, now[part]])));
      state.value = unsent.size > 0 ? 'saving' : 'saved';
      tabs.postMessage(null);
    } catch (error) {
      parts.forEach((part) => unsent.add(part));
      reason.value = (error as Error).message;
      state.value = 'unsaved';
    }
  }

  function touch(part: Part): void {
    unsent.add(part);
    changes[part] += 1;
  }

  function write(text: string): void {
    note.value = text;
    touch('note');
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_AFTER_MS);
  }

  /** False when there is one like it, or no room. */
  function addTag(text: string): boolean {
    const tag = text.trim();
    if (!tag || tags.value.includes(tag) || tags.value.length >= TAGS_MAX) return false;
    tags.value = [...tags.value, tag];
    touch('tags');
    void save();
    return true;
  }

  function removeTag(tag: string): void {
    tags.value = tags.value.filter((one) => one !== tag);
    touch('tags');
    void save();
  }

  // What was written last is not lost with the panel.
  onScopeDispose(() => void save().finally(() => tabs.close()));
  void load();
  return { note, tags, state, reason, load, save, write, addTag, removeTag };
}
