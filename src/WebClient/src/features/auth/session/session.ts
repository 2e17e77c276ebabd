import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';

import { api } from '@/api/client';
import type { Registration, Session, User } from '@/api/types';

import { sessions, type SignInKind, type StoredSession } from './sessionStorage';

/** Who is signed in on this page. */
export const useSession = defineStore('session', () => {
  const current = shallowRef<StoredSession | null>(null);
  const user = computed<User | null>(() => current.value?.session.user ?? null);
  const kind = computed<SignInKind | null>(() => current.value?.kind ?? null);
  let renewing: Promise<boolean> | null = null;

  function token(): string | null {
    return current.value?.session.access_token ?? null;
  }

  function adopt(stored: StoredSession): void {
    current.value = stored;
    // What opens nothing yet is of this page alone: after a reload one signs in again.
    if (!stored.session.must_change_password) sessions.save(stored);
  }

  function restore(stored: StoredSession | null): boolean {
    if (stored) current.value = stored;
    return stored !== null;
  }

  /** Keeps the tab's session of this user, or signs in. */
  async function demo(userId: string): Promise<void> {
    if (!restore(sessions.ofTab(userId))) adopt({ kind: 'demo', session: await api.demo(userId) });
  }

  async function exchange(hostToken: string): Promise<void> {
    adopt({ kind: 'host', session: await api.exchange(hostToken) });
  }

  /** Whether a password that somebody else chose has to be changed before anything else. */
  const mustChangePassword = computed(() => current.value?.session.must_change_password === true);

  async function login(username: string, password: string, code?: string): Promise<Session> {
    const session = await api.login(username, password, code);
    adopt({ kind: 'password', session });
    return session;
  }

  async function changePassword(before: string, fresh: string): Promise<void> {
    await api.changePassword(before, fresh);
    if (current.value) adopt({ ...current.value, session: { ...current.value.session, must_change_password: false } });
  }

  async function register(account: Registration): Promise<void> {
    adopt({ kind: 'password', session: await api.register(account) });
  }

  /** A demo session that the server no longer knows is replaced; any other needs the person. */
  function renew(): Promise<boolean> {
    renewing ??= replaceSession().finally(() => (renewing = null));
    return renewing;
  }

  async function replaceSession(): Promise<boolean> {
    const stale = current.value;
    if (stale?.kind !== 'demo') {
      forget();
      return false;
    }
    try {
      adopt({ kind: 'demo', session: await api.demo(stale.session.user.id) });
      return true;
    } catch {
      return false;
    }
  }

  /** What the server now says of the person, here and after a reload. */
  function learn(user: User): void {
    if (current.value?.session.user.id !== user.id) return;
    const isStored = sessions.holds(current.value);
    current.value = { ...current.value, session: { ...current.value.session, user } };
    if (isStored) sessions.save(current.value);
  }

  async function logout(): Promise<void> {
    // Out is out, also when the server can't be told.
    await api.logout().catch(() => undefined);
    forget();
  }

  function forget(): void {
    if (current.value) sessions.remove(current.value);
    current.value = null;
  }

  api.useCredentials({ token, renew });
  return {
    user,
    kind,
    mustChangePassword,
    token,
    demo,
    exchange,
    login,
    changePassword,
    register,
    logout,
    renew,
    learn,
    forget,
    restoreHost: () => restore(sessions.ofHost()),
    restoreBrowser: () => restore(sessions.ofBrowser()),
  };
});
