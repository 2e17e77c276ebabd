import { serverNow } from '@/api/serverClock';
import type { Session } from '@/api/types';
import { keep } from '@/platform/browserStorage';

/** How someone signed in decides where the session lives and whether it can be renewed without them. */
export type SignInKind = 'demo' | 'host' | 'password';

export interface StoredSession {
  kind: SignInKind;
  session: Session;
  /** When the session ends by the clock of this machine, which may be another than the server's. */
  ends_here?: number;
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
    const value = JSON.stringify({ kind, session, ends_here: Date.now() + Date.parse(session.expires_at) - serverNow() });
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

  /** Whether this is what is stored: in the same browser another account may have signed in since. */
  holds({ kind, session }: StoredSession): boolean {
    const stored =
      kind === 'password' ? (unsaved ?? read(localStorage.getItem(KEY))) : read(sessionStorage.getItem(`${KEY}.${session.user.id}`));
    return stored?.session.access_token === session.access_token;
  },

  /** One's own alone. */
  remove(stored: StoredSession): void {
    const { kind, session } = stored;
    // The list of conversations that this tab keeps for a reload without a network.
    sessionStorage.removeItem(`livechat.conversations.${session.user.id}`);
    if (!this.holds(stored)) return;
    if (kind === 'password') {
      unsaved = null;
      return localStorage.removeItem(KEY);
    }
    sessionStorage.removeItem(`${KEY}.${session.user.id}`);
    if (sessionStorage.getItem(KEY) === session.user.id) sessionStorage.removeItem(KEY);
  },
};

function parse(value: string | null): StoredSession | null {
  const stored = read(value);
  return stored && (stored.ends_here ?? Date.parse(stored.session.expires_at)) > Date.now() ? stored : null;
}

function read(value: string | null): StoredSession | null {
  try {
    return value ? (JSON.parse(value) as StoredSession) : null;
  } catch {
    return null;
  }
}
