import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { type RouteLocationRaw, useRouter } from 'vue-router';

import { adminApi } from '@/api/admin';
import type { Conversation, User } from '@/api/types';
import { inAskingOrder } from '@/conversation';

import { useListActions } from '../list/listActions';
import { MENU } from '../shell/menu';
import { byFit, fit, ranked } from './ranking';

export interface Command {
  id: string;
  group: 'pages' | 'actions' | 'people' | 'conversations';
  label: string;
  /** What tells it from others of the same name. */
  note?: string;
  run: () => unknown;
}

const MOST = 6;
const PAUSE_MS = 120;

/** What the command palette offers for what is typed, the best first. */
export function useCommands(actions: { help: () => unknown; password: () => unknown; secondFactor: () => unknown; logout: () => unknown }) {
  const { t } = useI18n();
  const router = useRouter();
  const list = useListActions();
  const typed = ref('');
  const people = shallowRef<readonly User[]>([]);
  const conversations = shallowRef<readonly Conversation[]>([]);
  const searching = ref(false);
  const failure = ref('');

  const go = (to: RouteLocationRaw) => () => router.push(to);

  const pages = computed<Command[]>(() =>
    MENU.map(({ route, title }) => ({
      id: `page-${route}`,
      group: 'pages',
      label: t(`console.menu.${title}`),
      note: title,
      run: go({ name: route }),
    })),
  );

  const general = computed<Command[]>(() => [
    ...(list.current
      ? [
          { id: 'refresh', group: 'actions' as const, label: t('operations.list.refresh'), note: 'refresh', run: list.current.refresh },
          { id: 'export', group: 'actions' as const, label: t('operations.list.export'), note: 'csv', run: list.current.exportAll },
        ]
      : []),
    { id: 'password', group: 'actions', label: t('password.title'), run: actions.password },
    { id: 'second-factor', group: 'actions', label: t('operations.secondFactor.title'), note: '2fa', run: actions.secondFactor },
    { id: 'help', group: 'actions', label: t('operations.palette.help'), note: '?', run: actions.help },
    { id: 'logout', group: 'actions', label: t('operations.palette.logout'), run: actions.logout },
  ]);

  const found = computed<Command[]>(() =>
    people.value.map((user) => ({
      id: `user-${user.id}`,
      group: 'people',
      label: user.username,
      note: user.id,
      run: go({ name: 'admin-user', params: { userId: user.id } }),
    })),
  );

  /** What one mostly comes for, of the person who fits best. */
  const personal = computed<Command[]>(() => {
    const user = people.value[0];
    if (!user || user.status === 'deleted') return [];
    const act = (name: 'password' | 'disable' | 'ban') => ({
      id: `${name}-${user.id}`,
      group: 'actions' as const,
      label: t(`operations.palette.person.${name}`, { name: user.username }),
      note: user.id,
      run: go({ name: 'admin-user', params: { userId: user.id }, query: { do: name } }),
    });
    return [
      act('password'),
      {
        id: `messages-${user.id}`,
        group: 'actions',
        label: t('operations.palette.person.messages', { name: user.username }),
        note: user.id,
        run: go({ name: 'admin-messages', query: { sender_id: user.id } }),
      },
      ...(user.status === 'active' ? [act('disable')] : []),
      act('ban'),
    ];
  });

  const talks = computed<Command[]>(() =>
    conversations.value.map(({ id, participants }) => {
      const names = inAskingOrder(participants)
        .map(({ user }) => user.username)
        .join(' → ');
      return {
        id: `conversation-${id}`,
        group: 'conversations',
        label: t('operations.palette.conversation', { id, names }),
        run: go({ name: 'admin-conversation', params: { id } }),
      };
    }),
  );

  const commands = computed<Command[]>(() => {
    const score = ({ label, note = '' }: Command) => fit(typed.value, label, note);
    const own = byFit([...pages.value, ...general.value], score);
    // A page or an action that is named outright comes first; otherwise it is mostly a person that one looks for.
    const best = own.filter((one) => typed.value.trim() !== '' && score(one) >= 3);
    return [...best, ...found.value, ...personal.value, ...talks.value, ...own.filter((one) => !best.includes(one))];
  });

  let latest = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  watch(typed, (text) => {
    clearTimeout(pause);
    failure.value = '';
    const mine = ++latest;
    const search = text.trim();
    if (search === '') {
      people.value = [];
      conversations.value = [];
      searching.value = false;
      return;
    }
    searching.value = true;
    pause = setTimeout(() => void look(search, () => mine === latest), PAUSE_MS);
  });
  onScopeDispose(() => {
    clearTimeout(pause);
    latest++;
  });

  async function look(search: string, isWanted: () => boolean): Promise<void> {
    try {
      const [users, talksFound] = await Promise.all([
        adminApi.users({ search, page_size: 20 }),
        adminApi.conversations({ search, page_size: MOST }),
      ]);
      if (!isWanted()) return;
      // The server may find a person by something other than name or id, so nobody is filtered out here.
      people.value = ranked(users.results, ({ id, username }) => fit(search, username, id)).slice(0, MOST);
      conversations.value = talksFound.results;
    } catch (error) {
      if (isWanted()) failure.value = (error as Error).message;
    } finally {
      if (isWanted()) searching.value = false;
    }
  }

  return { typed, commands, searching, failure };
}
