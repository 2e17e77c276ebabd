import { useRoute, useRouter } from 'vue-router';

import { useSession } from '../session/session';

/** Leads whoever has just signed in to their place: admins to the console, back to where they were sent from; others to the chat. */
export function useEntrance() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();

  return async (): Promise<void> => {
    const next = typeof route.query.next === 'string' ? route.query.next : '';
    const home = session.user?.role === 'admin' ? '/admin' : '/chat';
    const isTheirs = next === home || next.startsWith(`${home}/`) || next.startsWith(`${home}?`);
    await router.replace(isTheirs ? next : home);
  };
}
