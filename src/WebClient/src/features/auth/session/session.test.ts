import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { api } from '@/api/client';
import { noteServerTime } from '@/api/serverClock';
import { user } from '@/api/shapes.fake';
import type { Session } from '@/api/types';

import { useSession } from './session';

const session = (id: string, token: string, expires = '2999-01-01T00:00:00.000Z'): Session => ({
  access_token: token,
  token_type: 'bearer',
  expires_at: expires,
  must_change_password: false,
  user: user(id),
});
const fetched = vi.fn<typeof fetch>();
const answers = (body: unknown, status = 200) => fetched.mockResolvedValueOnce(new Response(JSON.stringify(body), { status }));

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
  setActivePinia(createPinia());
});

describe('useSession', () => {
  it('keeps a demo session for the tab, each user apart', async () => {
    answers(session('b1', 't1'));
    answers(session('m1', 't2'));
    await useSession().demo('b1');
    await useSession().demo('m1');
    setActivePinia(createPinia());
    await useSession().demo('b1');
    expect(useSession().token()).toBe('t1');
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(localStorage.length).toBe(0);
  });

  it('keeps a password session for the page where the browser has no room for it', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    answers(session('b1', 't1'));
    await useSession().login('b1', 'secret');
    expect(useSession().restoreBrowser()).toBe(true);
    full.mockRestore();
    answers(null, 204);
    await useSession().logout();
    expect(useSession().restoreBrowser()).toBe(false);
  });

  it('shows a changed profile at once and after a reload', async () => {
    answers(session('b1', 't1'));
    await useSession().demo('b1');
    useSession().learn({ ...user('b1'), avatar_url: '/media/new.webp' });
    expect(useSession().user?.avatar_url).toBe('/media/new.webp');
    setActivePinia(createPinia());
    await useSession().demo('b1');
    expect(useSession().user?.avatar_url).toBe('/media/new.webp');
    expect(useSession().token()).toBe('t1');
  });

  it('signs in again when the stored one has expired', async () => {
    answers(session('b1', 'old', '2020-01-01T00:00:00.000Z'));
    answers(session('b1', 'new'));
    await useSession().demo('b1');
    setActivePinia(createPinia());
    await useSession().demo('b1');
    expect(useSession().token()).toBe('new');
  });

  it('keeps one that the server still takes where this machine is years ahead', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2035-06-01T00:00:00.000Z') });
    noteServerTime('Sun, 02 Nov 2025 09:48:53 GMT');
    answers(session('b1', 't1', '2025-11-09T09:48:53.000Z'));
    await useSession().login('b1', 'secret');
    setActivePinia(createPinia());
    expect(useSession().restoreBrowser()).toBe(true);

    vi.setSystemTime(Date.parse('2035-06-09T00:00:00.000Z'));
    setActivePinia(createPinia());
    expect(useSession().restoreBrowser()).toBe(false);
    vi.useRealTimers();
    noteServerTime(new Date().toUTCString());
  });

  it('renews a demo session that the server forgot, once for many callers', async () => {
    answers(session('b1', 'old'));
    await useSession().demo('b1');
    answers(session('b1', 'new'));
    await Promise.all([useSession().renew(), useSession().renew()]);
    expect(useSession().token()).toBe('new');
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it('forgets a password session that was refused', async () => {
    answers(session('a1', 'old'));
    await useSession().login('admin', 'x');
    expect(localStorage.length).toBe(1);
    answers({}, 401);
    await expect(api.me()).rejects.toMatchObject({ status: 401 });
    expect(useSession().user).toBeNull();
    expect(localStorage.length).toBe(0);
  });

  it('leaves the session of another account alone that signed in since in another tab', async () => {
    answers(session('b1', 'old'));
    await useSession().login('b1', 'x');
    const oldTab = useSession();
    setActivePinia(createPinia());
    answers(session('m1', 'new'));
    await useSession().login('m1', 'x');
    oldTab.learn({ ...user('b1'), avatar_url: '/media/new.webp' });
    answers(null, 204);
    await oldTab.logout();
    expect(oldTab.user).toBeNull();
    setActivePinia(createPinia());
    expect(useSession().restoreBrowser()).toBe(true);
    expect(useSession().user?.id).toBe('m1');
  });

  it('leaves it alone also when the old one was refused', async () => {
    answers(session('b1', 'old'));
    await useSession().login('b1', 'x');
    const oldTab = useSession();
    localStorage.setItem('livechat.session', JSON.stringify({ kind: 'password', session: session('m1', 'new') }));
    await oldTab.renew();
    expect(oldTab.user).toBeNull();
    expect(useSession(createPinia()).restoreBrowser()).toBe(true);
  });

  it('is out after logout even when the server is not there', async () => {
    answers(session('a1', 't'));
    await useSession().login('admin', 'x');
    fetched.mockRejectedValueOnce(new TypeError());
    await useSession().logout();
    expect(useSession().token()).toBeNull();
  });
});
