import { useI18n } from 'vue-i18n';

import type { Message } from '@/api/types';
import { isGone, previewOf } from '@/conversation';

/** What a row says of a message to an onlooker: its words, or which file it is. */
export function usePreview() {
  const { t } = useI18n();
  return (message: Message | null): string => {
    const said = previewOf(message, '');
    const text = said.key === undefined ? said.text : t(said.key);
    if (!message?.attachment || isGone(message)) return text;
    return [text, message.attachment.name, message.content.replace(/\s+/g, ' ')].filter(Boolean).join(' ');
  };
}
