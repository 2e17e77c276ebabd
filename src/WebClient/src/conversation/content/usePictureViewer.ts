import { inject } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Attachment } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { PICTURES } from './pictures';

/** Opens a picture over the page, among those it stands with. The viewer is loaded with the first. */
export function usePictureViewer() {
  const { t } = useI18n();
  const notices = useNotices();
  const pictures = inject(PICTURES, null);

  /** `opener` is what was clicked: inside an open dialog everything outside of it is out of reach, the viewer as well. */
  return async function view(attachment: Attachment, opener: EventTarget | null): Promise<void> {
    const all = pictures?.value.some((picture) => picture.id === attachment.id) ? pictures.value : [attachment];
    const dialog = opener instanceof Element ? opener.closest('dialog') : null;
    try {
      const { viewPictures } = await import('./pictureViewer');
      viewPictures(all, attachment.id, dialog ?? document.body, {
        title: t('shared.image'),
        close: t('uploads.viewer.close'),
        zoom: t('uploads.viewer.zoom'),
        previous: t('uploads.viewer.previous'),
        next: t('uploads.viewer.next'),
        download: t('uploads.download'),
        failed: t('uploads.viewer.failed'),
      });
    } catch {
      notices.problem(t('error.network'));
    }
  };
}
