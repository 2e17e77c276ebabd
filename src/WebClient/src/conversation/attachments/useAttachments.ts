import { computed, onBeforeUnmount, onMounted } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Quote } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { useUploads } from './uploads';
import { useFileDrop } from './useFileDrop';

/** The files of the conversation that is open: added, shown above the field, and sent each as a message of its own. */
export function useAttachments(conversationId: () => number, isOpen: () => boolean) {
  const uploads = useUploads();
  const notices = useNotices();
  const { t } = useI18n();
  const items = computed(() => uploads.items.filter((item) => item.conversation_id === conversationId()));
  const canSend = computed(() => items.value.some((item) => item.state !== 'failed'));
  const drop = useFileDrop(isOpen, add, () => notices.problem(t('uploads.folder')));

  function add(files: File[]): void {
    uploads.add(conversationId(), files);
  }

  /** What is ready goes out; what is still on its way goes out when it has arrived. What failed stays. */
  function send(quote: Quote | null): void {
    uploads.send(
      items.value.filter((item) => item.state !== 'failed').map((item) => item.id),
      quote,
    );
  }

  function sendVoice(file: File, durationMs: number, quote: Quote | null): void {
    uploads.send(
      uploads.add(conversationId(), [file], durationMs).map((item) => item.id),
      quote,
    );
  }

  /** A reload would lose what is only in the memory of this page. */
  function warn(event: BeforeUnloadEvent): void {
    if (uploads.items.some((item) => item.file && item.state !== 'ready')) event.preventDefault();
  }

  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));

  return { uploads, items, canSend, drop, add, send, sendVoice };
}
