import type {
  Attachment,
  Conversation,
  Message,
  MessageChanges,
  MessagePage,
  Page,
  Preferences,
  Problem,
  Profile,
  QuickReply,
  QuickReplyText,
  Registration,
  Role,
  SendMessageCall,
  Session,
  User,
  UserCard,
} from './types';
import { postForm } from './postForm';
import { ApiError } from './problem';
import { noteServerTime } from './serverClock';

export interface Credentials {
  token(): string | null;
  /** Asked once after a 401: true when there is a fresh token and the call is worth repeating. */
  renew(): Promise<boolean>;
}

export type Query = Record<string, string | number | boolean | undefined>;
interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  query?: Query;
  body?: unknown;
  /** The state that a change is meant for: the tag under which it was read. */
  ifMatch?: string | null;
  /** Sign-in calls carry no token and are not repeated. */
  anonymous?: boolean;
  /** Goes out also when the page is being left. */
  keepalive?: boolean;
}

/** What was read, and under which tag. */
export interface Tagged<T> {
  value: T;
  tag: string | null;
}

/** What people read when no server of ours explains a failure. */
export interface Sentences {
  /** The server can't be reached at all. */
  network: string;
  /** A proxy takes no more than so much. */
  tooLarge: string;
  /** A proxy has no server behind it, or something else answered in its place. */
  gateway: string;
  refused: (status: number) => string;
}

export class ApiClient {
  /** `origin` is needed where no page says which server is meant. */
  constructor(private readonly origin = '') {}

  private credentials: Credentials | null = null;
  private language = 'zh-CN';
  private sentences: Sentences = { network: '', tooLarge: '', gateway: '', refused: String };

  useCredentials(credentials: Credentials | null): void {
    this.credentials = credentials;
  }

  useLanguage(language: string, sentences: Sentences): void {
    this.language = language;
    this.sentences = sentences;
  }

  readonly login = (username: string, password: string, code?: string) =>
    this.call<Session>('/api/auth/login', { method: 'POST', body: { username, password, code }, anonymous: true });
  readonly register = (account: Registration) =>
    this.call<Session>('/api/auth/register', { method: 'POST', body: account, anonymous: true });
  readonly changePassword = (current: string, fresh: string) =>
    this.call<void>('/api/auth/password', { method: 'PUT', body: { current_password: current, new_password: fresh } });
  readonly demo = (userId: string) => this.call<Session>('/api/auth/demo', { method: 'POST', body: { user_id: userId }, anonymous: true });
  readonly exchange = (token: string) => this.call<Session>('/api/auth/exchange', { method: 'POST', body: { token }, anonymous: true });
  readonly logout = () => this.call<void>('/api/auth/logout', { method: 'POST' });
  readonly me = () => this.call<User>('/api/auth/me');
  readonly updateProfile = (profile: Profile) => this.call<User>('/api/users/me', { method: 'PUT', body: profile });

  readonly users = (query: { role?: Role; search?: string; page?: number; page_size?: number }) =>
    this.call<Page<User>>('/api/users', { query });

  readonly card = (userId: string) => this.call<UserCard>(`/api/users/${userId}/card`);
  /** A part that is left out stays as it is. */
  readonly setCard = (userId: string, card: Partial<UserCard>) =>
    this.call<UserCard>(`/api/users/${userId}/card`, { method: 'PUT', body: card });

  readonly conversations = (query: {
    search?: string;
    unread?: boolean;
    waiting?: boolean;
    done?: boolean;
    snoozed?: boolean;
    page?: number;
    page_size?: number;
  }) => this.call<Page<Conversation>>('/api/conversations', { query });
  readonly readConversations = (which: { conversation_ids: number[] } | { all: true }) =>
    this.call<{ count: number }>('/api/conversations/read', { method: 'POST', body: which });
  readonly conversation = (id: number) => this.call<Conversation>(`/api/conversations/${id}`);
  readonly createConversation = (targetUserId: string) =>
    this.call<Conversation>('/api/conversations', { method: 'POST', body: { target_user_id: targetUserId } });

  readonly setPreferences = (id: number, preferences: Preferences) =>
    this.call<Conversation>(`/api/conversations/${id}/preferences`, { method: 'PUT', body: preferences });

  readonly messages = (id: number, query: { before?: number; after?: number; around?: number; limit?: number }) =>
    this.call<MessagePage>(`/api/conversations/${id}/messages`, { query });
  /** Older messages without a wait, for what is printed this instant; null when they can't be had. */
  messagesAtOnce(id: number, before: number, limit: number): MessagePage | null {
    const request = new XMLHttpRequest();
    request.open('GET', `${this.origin}/api/conversations/${id}/messages${queryString({ before, limit })}`, false);
    for (const [name, value] of Object.entries(this.headers())) request.setRequestHeader(name, value);
    try {
      request.send();
      return request.status === 200 ? (JSON.parse(request.responseText) as MessagePage) : null;
    } catch {
      return null;
    }
  }

  readonly messageChanges = (id: number, sinceRevision: number, limit: number) =>
    this.call<MessageChanges>(`/api/conversations/${id}/messages`, {
      query: { since_revision: sinceRevision, limit },
    });
  readonly searchMessages = (query: {
    conversation_id: number;
    search?: string;
    type?: Message['type'];
    page?: number;
    page_size?: number;
  }) => this.call<Page<Message>>('/api/messages', { query });
  readonly sendMessage = ({ conversation_id, ...body }: SendMessageCall) =>
    this.call<Message>(`/api/conversations/${conversation_id}/messages`, { method: 'POST', body });
  readonly quickReplies = () => this.call<Page<QuickReply>>('/api/quick-replies');
  readonly addQuickReply = (text: QuickReplyText) => this.call<QuickReply>('/api/quick-replies', { method: 'POST', body: text });
  readonly changeQuickReply = (id: number, text: QuickReplyText) =>
    this.call<QuickReply>(`/api/quick-replies/${id}`, { method: 'PUT', body: text });
  readonly deleteQuickReply = (id: number) => this.call<void>(`/api/quick-replies/${id}`, { method: 'DELETE' });
  readonly orderQuickReplies = (ids: number[]) => this.call<Page<QuickReply>>('/api/quick-replies/order', { method: 'PUT', body: { ids } });
  readonly recall = (id: number) => this.call<Message>(`/api/messages/${id}/recall`, { method: 'POST', keepalive: true });

  /** Sends a file and tells how much of it has gone out, from 0 to 1. */
  async upload(form: FormData, onProgress: (share: number) => void, signal: AbortSignal): Promise<Attachment> {
    const post = () =>
      postForm('/api/uploads', form, this.headers(), onProgress, signal).catch((error: Error) => {
        throw error.name === 'AbortError' ? error : new ApiError('network', this.sentences.network);
      });
    let response = await post();
    if (response.status === 401 && (await this.credentials?.renew())) response = await post();
    return this.read<Attachment>(await this.accepted(response));
  }

  /** One call of the API; the console makes its own of it. */
  async call<T>(path: string, call: Call = {}): Promise<T> {
    return this.read<T>(await this.respond(path, call));
  }

  /** The same, with the tag of what was read: a change can be bound to that state by `ifMatch`. */
  async tagged<T>(path: string, call: Call = {}): Promise<Tagged<T>> {
    const response = await this.respond(path, call);
    return { value: await this.read<T>(response), tag: response.headers.get('ETag') };
  }

  /** A file that the server makes of what is asked for. */
  async file(path: string, query: Query): Promise<{ name: string; content: Blob }> {
    const response = await this.respond(path, { query });
    const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
    return { name: name ?? 'export.csv', content: await response.blob() };
  }

  private async respond(path: string, call: Call): Promise<Response> {
    let response = await this.fetch(path, call);
    noteServerTime(response.headers.get('Date'));
    if (response.status === 401 && !call.anonymous && (await this.credentials?.renew())) response = await this.fetch(path, call);
    return this.accepted(response);
  }

  private async accepted(response: Response): Promise<Response> {
    if (!response.ok) throw await problem(response, this.sentences);
    return response;
  }

  private async read<T>(response: Response): Promise<T> {
    if (response.status === 204) return undefined as T;
    // What is no JSON comes from something between: a sign-in page of a network, an error page with a wrong status.
    return (await response.json().catch(() => {
      throw new ApiError('unavailable', this.sentences.gateway, response.status);
    })) as T;
  }

  private headers(anonymous = false): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': this.language };
    const token = anonymous ? null : this.credentials?.token();
    if (token) headers.Authorization = `Bearer ${token}`;
    return headers;
  }

  private async fetch(path: string, { method = 'GET', query, body, ifMatch, anonymous, keepalive }: Call): Promise<Response> {
    const headers = this.headers(anonymous);
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (ifMatch) headers['If-Match'] = ifMatch;
    try {
      return await fetch(this.origin + path + queryString(query), {
        method,
        headers,
        ...(keepalive && { keepalive }),
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      throw new ApiError('network', this.sentences.network);
    }
  }
}

function queryString(query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

/** The server explains itself; a proxy in front of it answers in its own words, which are for nobody here. */
async function problem(response: Response, sentences: Sentences): Promise<ApiError> {
  const { status } = response;
  const body = ((await response.json().catch(() => null)) ?? {}) as Partial<Problem>;
  const code = body.code ?? (status === 413 ? 'payload_too_large' : status >= 500 ? 'unavailable' : 'internal');
  const ofProxy = status === 413 ? sentences.tooLarge : status >= 500 ? sentences.gateway : sentences.refused(status);
  return new ApiError(code, body.detail ?? ofProxy, status, {
    errors: (body.errors ?? {}) as Record<string, string[]>,
    retryAfterMs: retryAfterMs(response),
  });
}

/** The server counts in seconds. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds * 1_000;
}

export const api = new ApiClient();
