import { useI18n } from 'vue-i18n';

import type { Conversation } from '@/api/types';
import { useNotices } from '@/ui/notices';

import { useWaiting } from '../list/waitingQueue';
import { useShortcuts } from './useShortcuts';

/** The keys of the chat page, most of which lead from one conversation to another. */
export function useShellKeys(shell: {
  /** The conversation that is open. */
  entry: () => Conversation | null;
  help: () => void;
  /** The conversation above or below the open one in the list. */
  neighbour: (by: 1 | -1) => number | null;
  open: (id: number) => void;
  back: () => void;
}): { toNext: () => void } {
  const { t } = useI18n();
  const waiting = useWaiting();
  const notices = useNotices();

  function step(by: 1 | -1): void {
    const next = shell.neighbour(by);
    if (next !== null) shell.open(next);
  }

  /** Loaded with the key: most have a mouse. */
  async function toggleDone(): Promise<void> {
    // Another conversation may be open by the time it is loaded.
    const meant = shell.entry();
    const { usePreferences } = await import('../list/usePreferences');
    if (meant) await usePreferences().toggleDone(meant);
  }

  /** To whoever waits longest. */
  function toNext(): void {
    const next = waiting.nextAfter(shell.entry()?.id ?? null);
    if (!next) return notices.info(t('next.none'));
    // Until the next one's composer is there, what is typed goes nowhere rather than to the customer before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    shell.open(next.id);
  }

  useShortcuts({
    help: shell.help,
    search: () => document.querySelector<HTMLInputElement>('#list input[type="search"]')?.select(),
    previous: () => step(-1),
    next: () => step(1),
    waiting: toNext,
    done: toggleDone,
    back: shell.back,
  });
  return { toNext };
}
