import { ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

import { isApiError } from '@/api/problem';
import { useSession } from '@/features/auth';
import { config } from '@/platform/config';

export type SignInState =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'problem'; problem: 'nobody' | 'demoOff' | 'unknownUser' | 'badToken' | 'failed'; detail: string };

function one(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Who the address says is talking: a host's token, a demo user, or whoever signed in here with a password. `begin` is
 * called for them before the page is told that it may show anything, so that the page finds everything in place.
 */
export function useChatSignIn(begin: (userId: string) => void) {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const state = ref<SignInState>({ kind: 'loading' });

  async function signIn(): Promise<void> {
    state.value = { kind: 'loading' };
    const token = one(route.query.token);
    const userId = one(route.query.user_id);
    try {
      if (token) await withToken(token);
      else if (userId) await asUser(userId);
      else if (!session.restoreHost() && !session.restoreBrowser()) return problem('nobody');
      if (!session.user) return problem('nobody');
      if (session.user.role === 'admin') return void (await router.replace('/admin'));
      begin(session.user.id);
      state.value = { kind: 'ready' };
    } catch (error) {
      if (error instanceof DemoOff) problem('demoOff');
      else if (token && isApiError(error) && !error.isNetwork) problem('badToken', error.message);
      else if (isApiError(error, 'not_found') || isApiError(error, 'validation_failed')) problem('unknownUser', error.message);
      else problem('failed', (error as Error).message);
    }
  }

  async function withToken(token: string): Promise<void> {
    // Out of the address bar before anything else can fail, and out of the router's own memory of it.
    const { token: _, ...query } = route.query;
    history.replaceState(history.state, '', router.resolve({ query }).href);
    await router.replace({ query });
    await session.exchange(token);
  }

  async function asUser(userId: string): Promise<void> {
    if (config.demo) return session.demo(userId);
    const isThem = () => session.user?.id === userId;
    if (!(session.restoreHost() && isThem()) && !(session.restoreBrowser() && isThem())) throw new DemoOff();
  }

  function problem(kind: (SignInState & { kind: 'problem' })['problem'], detail = ''): void {
    state.value = { kind: 'problem', problem: kind, detail };
  }

  return { state, signIn, userId: () => one(route.query.user_id), target: () => one(route.query.target) };
}

class DemoOff extends Error {}
