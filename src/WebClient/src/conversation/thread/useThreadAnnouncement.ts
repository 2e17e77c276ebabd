import type { Ref } from 'vue';
import { useI18n } from 'vue-i18n';

import type { Message, User } from '@/api/types';

import { previewOf } from '../preview';
import { useAnnouncement } from './useAnnouncement';

/** What a screen reader says of messages that come while their thread is open. An onlooker hears both sides. */
export function useThreadAnnouncement(
  latest: () => Message | null | undefined,
  people: () => ReadonlyMap<string, User>,
  { me, readonly }: { me: string; readonly: boolean },
): Readonly<Ref<string>> {
  const { t } = useI18n();
  return useAnnouncement(latest, ({ sender_id }) => readonly || sender_id !== me, {
    one: (message) => {
      const said = previewOf(message, me);
      const name = people().get(message.sender_id)?.username ?? '';
      return t('chat.announce', { name, text: said.key === undefined ? said.text : t(said.key) });
    },
    many: (n) => t('chat.newMessages', { n }),
  });
}
