import type { Session } from '@/api/types';
import { keep } from '@/app/browserStorage';

/** How someone signed in decides where the session lives and whether it can be renewed without them. */
export type SignInKind = 'demo' | 'host' | 'password';

export interface StoredSession {
  kind: SignInKind;
  session: Session;
}

const KEY = 'livechat.session';

/** Who signed in by password where the browser has no room left for it; they stay signed in for as long as the page. */
let unsaved: StoredSession | null = null;

/**
 * Demo and host sessions belong to one tab, under the id of their user, so that several people in several tabs stay
 * apart. A password session belongs to the browser.
 */
export const sessions = {
  save(stored: StoredSession): void {
    const { kind, session } = stored;
    const value = JSON.stringify({ kind, session });
    if (kind === 'password') {
      unsaved = keep(localStorage, KEY, value) ? null : stored;
      return;
    }
    keep(sessionStorage, `${KEY}.${session.user.id}`, value);
    if (kind === 'host') keep(sessionStorage, KEY, session.user.id);
  },

  ofTab(userId: string): StoredSession | null {
    return parse(sessionStorage.getItem(`${KEY}.${userId}`));
  },

  /** Who came into this tab from a host site; their page has no id in its address. */
  ofHost(): StoredSession | null {
    const userId = sessionStorage.getItem(KEY);
    return userId ? this.ofTab(userId) : null;
  },

  ofBrowser(): StoredSession | null {
    return unsaved ?? parse(localStorage.getItem(KEY));
  },

  remove({ kind, session }: StoredSession): void {
    if (kind === 'password') {
      unsaved = null;
      return localStorage.removeItem(KEY);
    }
    sessionStorage.removeItem(`${KEY}.${session.user.id}`);
    if (kind === 'host') sessionStorage.removeItem(KEY);
  },
};

function parse(value: string | null): StoredSession | null {
  if (!value) return null;
  try {
    const stored = JSON.parse(value) as StoredSession;
    return Date.parse(stored.session.expires_at) > Date.now() ? stored : null;
  } catch {
    return null;
  }
}
