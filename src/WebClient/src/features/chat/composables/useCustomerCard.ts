import { onScopeDispose, ref } from 'vue';

import { api } from '@/api/client';

/** As the server takes them. */
export const NOTE_MAX = 1_000;
export const TAGS_MAX = 10;
const SAVE_AFTER_MS = 800;

/** One's own note and tags about one person: loaded with the card, saved while one writes. */
export function useCustomerCard(userId: string) {
  const note = ref('');
  const tags = ref<string[]>([]);
  const state = ref<'loading' | 'ready' | 'saving' | 'saved' | 'failed' | 'unsaved'>('loading');
  const reason = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saving: Promise<void> = Promise.resolve();
  let isDirty = false;

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

  /** One after the other, or the older of two could arrive last. */
  function save(): Promise<void> {
    clearTimeout(timer);
    if (!isDirty) return saving;
    isDirty = false;
    const card = { note: note.value.trimEnd(), tags: [...tags.value] };
    state.value = 'saving';
    saving = saving.then(() => api.setCard(userId, card)).then(
      () => void (state.value = isDirty ? 'saving' : 'saved'),
      (error: Error) => {
        isDirty = true;
        reason.value = error.message;
        state.value = 'unsaved';
      },
    );
    return saving;
  }

  function write(text: string): void {
    note.value = text;
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_AFTER_MS);
  }

  /** False when there is one like it, or no room. */
  function addTag(text: string): boolean {
    const tag = text.trim();
    if (!tag || tags.value.includes(tag) || tags.value.length >= TAGS_MAX) return false;
    tags.value = [...tags.value, tag];
    isDirty = true;
    void save();
    return true;
  }

  function removeTag(tag: string): void {
    tags.value = tags.value.filter((one) => one !== tag);
    isDirty = true;
    void save();
  }

  // What was written last is not lost with the panel.
  onScopeDispose(() => void save());
  void load();
  return { note, tags, state, reason, load, save, write, addTag, removeTag };
}
