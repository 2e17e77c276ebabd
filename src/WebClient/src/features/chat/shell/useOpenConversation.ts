import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import { isApiError } from '@/api/problem';
import type { Conversation } from '@/api/types';
import { useMessages } from '@/conversation';
import { leaveSurfaces } from '@/ui/useBackCloses';
import { PHONE, useMediaQuery } from '@/ui/useMediaQuery';

import { useConversations } from '../list/conversations';

/** The open conversation stands in the address (`c`), so that back, reload and links mean what they say. */
export function useOpenConversation() {
  const route = useRoute();
  const router = useRouter();
  const conversations = useConversations();
  const messages = useMessages();
  const isPhone = useMediaQuery(PHONE);
  const failure = ref('');
  /** There is no such conversation, or none that one may see. */
  const isGone = ref(false);
  /** What 聊天 in the bottom bar returns to. */
  const lastOpen = ref<number | null>(null);

  const openId = computed(() => {
    const id = Number(route.query.c);
    return Number.isSafeInteger(id) && id > 0 ? id : null;
  });
  const entry = computed(() => (openId.value === null ? null : (conversations.entries.get(openId.value) ?? null)));

  async function load(id: number): Promise<Conversation | undefined> {
    failure.value = '';
    isGone.value = false;
    try {
      const known = conversations.entries.get(id) ?? (await conversations.fetch(id));
      await messages.open(known);
      return known;
    } catch (error) {
      if (openId.value !== id) return undefined;
      failure.value = (error as Error).message;
      isGone.value = isApiError(error, 'not_found');
      return undefined;
    }
  }

  watch(
    openId,
    async (id) => {
      if (id === null) {
        failure.value = '';
        isGone.value = false;
        return;
      }
      lastOpen.value = id;
      const opened = await load(id);
      // Put back for later, and now it is later. What is put back while it is open stays so.
      if (opened?.marked_unread && openId.value === id)
        await conversations.setPreferences(id, { marked_unread: false }).catch(() => undefined);
    },
    { immediate: true },
  );

  /** Again, when it failed; what is loaded stays as it is. */
  async function reload(): Promise<void> {
    if (openId.value !== null) await load(openId.value);
  }

  /** On a phone list and chat are two pages, so back leads to the list; where both are in view it would only confuse. */
  async function open(id: number): Promise<void> {
    await leaveSurfaces();
    const { target: _, ...rest } = route.query;
    if (isPhone.value && openId.value === null) {
      if ('target' in route.query) await router.replace({ query: rest });
      await router.push({ query: { ...rest, c: id } });
    } else {
      await router.replace({ query: { ...rest, c: id } });
    }
  }

  async function close(): Promise<void> {
    await leaveSurfaces();
    const { c: _, ...query } = route.query;
    const list = router.resolve({ query }).fullPath;
    if (history.state?.back === list) router.back();
    else await router.replace({ query });
  }

  return { openId, entry, failure, isGone, lastOpen, isPhone, open, close, reload };
}
