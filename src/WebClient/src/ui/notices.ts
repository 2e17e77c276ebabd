import { defineStore } from 'pinia';
import { ref } from 'vue';

export interface Notice {
  id: number;
  text: string;
  /** Problems stay longer and are announced at once. */
  tone: 'info' | 'problem';
}

const LIFE_MS = { info: 2_500, problem: 8_000 };

/** Short sentences at the edge of the page that go away by themselves. */
export const useNotices = defineStore('notices', () => {
  const notices = ref<Notice[]>([]);
  let nextId = 1;

  function show(text: string, tone: Notice['tone'] = 'info'): void {
    const id = nextId++;
    notices.value.push({ id, text, tone });
    setTimeout(() => dismiss(id), LIFE_MS[tone]);
  }

  function dismiss(id: number): void {
    notices.value = notices.value.filter((notice) => notice.id !== id);
  }

  return { notices, dismiss, info: (text: string) => show(text), problem: (text: string) => show(text, 'problem') };
});
