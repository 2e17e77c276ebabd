import createClient, { type Client } from 'openapi-fetch';

import { config } from '@/platform/config';

import type {
  MessageChanges,
  MessagePage,
  Preferences,
  Problem,
  Profile,
  QuickReplyText,
  Registration,
  SendMessageCall,
  UserCard,
} from './types';
import { postForm } from './postForm';
import { ApiError } from './problem';
import type { paths } from './schema';
import { pathSerializer, querySerializer } from './serializers';
import { noteServerTime } from './serverClock';

export interface Credentials {
  token(): string | null;
  /** Asked once after a 401: true when there is a fresh token and the call is worth repeating. */
  renew(): Promise<boolean>;
}

/** What may be asked of a list, by its path. */
export type QueryOf<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}
/** One call of the API. It is made anew when it is repeated. */
type Call<T> = (rest: Client<paths>) => Promise<Answer<T>>;

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

/** The messages of a conversation. */
export const LOG = '/api/conversations/{id}/messages';

export class ApiClient {
  private readonly rest: Client<paths>;
  /** Sign-in calls carry no token and are not repeated. */
  private readonly anonymous: Client<paths>;
  private credentials: Credentials | null = null;
  private language = 'zh-CN';
  private sentences: Sentences = { network: '', tooLarge: '', gateway: '', refused: String };

  /** `origin` is needed where no page says which server is meant, or below which path. */
  constructor(origin = config.base) {
    this.rest = this.client(origin, () => this.headers());
    this.anonymous = this.client(origin, () => this.headers(true));
  }

  useCredentials(credentials: Credentials | null): void {
    this.credentials = credentials;
  }

  useLanguage(language: string, sentences: Sentences): void {
    this.language = language;
    this.sentences = sentences;
  }

  /** What every call says of who makes it, and in which language it is to be answered. */
  headers(anonymous = false): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': this.language };
    const token = anonymous ? null : this.credentials?.token();
    if (token) headers.Authorization = `Bearer ${token}`;
    return headers;
  }

  readonly login = (username: string, password: string, code?: string) =>
    this.signIn((rest) => rest.POST('/api/auth/login', { body: { username, password, code } }));
  readonly register = (account: Registration) => this.signIn((rest) => rest.POST('/api/auth/register', { body: account }));
  readonly demo = (userId: string) => this.signIn((rest) => rest.POST('/api/auth/demo', { body: { user_id: userId } }));
  readonly exchange = (token: string) => this.signIn((rest) => rest.POST('/api/auth/exchange', { body: { token } }));
  readonly changePassword = (current: string, fresh: string) =>
    this.send((rest) => rest.PUT('/api/auth/password', { body: { current_password: current, new_password: fresh } }));
  readonly logout = () => this.send((rest) => rest.POST('/api/auth/logout'));
  readonly me = () => this.send((rest) => rest.GET('/api/auth/me'));
  readonly updateProfile = (profile: Profile) => this.send((rest) => rest.PUT('/api/users/me', { body: profile }));

  readonly users = (query: QueryOf<'/api/users'>) => this.send((rest) => rest.GET('/api/users', { params: { query } }));

  readonly card = (id: string) => this.send((rest) => rest.GET('/api/users/{id}/card', { params: { path: { id } } }));
  /** A part that is left out stays as it is. */
  readonly setCard = (id: string, card: Partial<UserCard>) =>
    this.send((rest) => rest.PUT('/api/users/{id}/card', { params: { path: { id } }, body: card }));

  readonly conversations = (query: QueryOf<'/api/conversations'>) =>
    this.send((rest) => rest.GET('/api/conversations', { params: { query } }));
  readonly readConversations = (which: { conversation_ids: number[] } | { all: true }) =>
    this.send((rest) => rest.POST('/api/conversations/read', { body: which }));
  readonly conversation = (id: number) => this.send((rest) => rest.GET('/api/conversations/{id}', { params: { path: { id } } }));
  readonly createConversation = (targetUserId: string) =>
    this.send((rest) => rest.POST('/api/conversations', { body: { target_user_id: targetUserId } }));

  readonly setPreferences = (id: number, preferences: Preferences) =>
    this.send((rest) => rest.PUT('/api/conversations/{id}/preferences', { params: { path: { id } }, body: preferences }));

  readonly messages = (id: number, query: Omit<QueryOf<typeof LOG>, 'since_revision'>): Promise<MessagePage> =>
    this.send((rest) => rest.GET(LOG, { params: { path: { id }, query } }));
  readonly messageChanges = (id: number, sinceRevision: number, limit: number) =>
    this.send((rest) =>
      rest.GET(LOG, { params: { path: { id }, query: { since_revision: sinceRevision, limit } } }),
    ) as Promise<MessageChanges>;
  readonly searchMessages = (query: QueryOf<'/api/messages'>) => this.send((rest) => rest.GET('/api/messages', { params: { query } }));
  readonly sendMessage = ({ conversation_id: id, ...body }: SendMessageCall) =>
    this.send((rest) => rest.POST(LOG, { params: { path: { id } }, body }));
  /** Goes out also when the page is being left. */
  readonly recall = (id: number) =>
    this.send((rest) => rest.POST('/api/messages/{id}/recall', { params: { path: { id } }, keepalive: true }));

  readonly quickReplies = () => this.send((rest) => rest.GET('/api/quick-replies'));
  readonly addQuickReply = (text: QuickReplyText) => this.send((rest) => rest.POST('/api/quick-replies', { body: text }));
  readonly changeQuickReply = (id: number, text: QuickReplyText) =>
    this.send((rest) => rest.PUT('/api/quick-replies/{id}', { params: { path: { id } }, body: text }));
  readonly deleteQuickReply = (id: number) => this.send((rest) => rest.DELETE('/api/quick-replies/{id}', { params: { path: { id } } }));
  readonly orderQuickReplies = (ids: number[]) => this.send((rest) => rest.PUT('/api/quick-replies/order', { body: { ids } }));

  /** Sends a file and tells how much of it has gone out, from 0 to 1. */
  readonly upload = (form: FormData, onProgress: (share: number) => void, signal: AbortSignal) =>
    this.send((rest) =>
      rest.POST('/api/uploads', {
        // The form goes out by itself: its type can't be told from the document, and its header is the browser's.
        body: form as never,
        bodySerializer: () => undefined,
        fetch: (request) => postForm(request, form, onProgress, signal),
      }),
    );

  /** The answer to one call of the API; the console makes its own calls of it. */
  async send<T>(call: Call<T>): Promise<T> {
    return (await this.answer(call)).data as T;
  }

  /** The same, with the tag of what was read: a change can be bound to that state by `If-Match`. */
  async tagged<T>(call: Call<T>): Promise<Tagged<T>> {
    const { data, response } = await this.answer(call);
    return { value: data as T, tag: response.headers.get('ETag') };
  }

  /** A file that the server makes of what is asked for. */
  async file(call: Call<Blob>): Promise<{ name: string; content: Blob }> {
    const { data, response } = await this.answer(call);
    const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
    return { name: name ?? 'export.csv', content: data as Blob };
  }

  private async signIn<T>(call: Call<T>): Promise<T> {
    return this.accepted(await this.attempt(call, this.anonymous)).data as T;
  }

  private async answer<T>(call: Call<T>): Promise<Answer<T>> {
    let answer = await this.attempt(call, this.rest);
    if (answer.response.status === 401 && (await this.credentials?.renew())) answer = await this.attempt(call, this.rest);
    return this.accepted(answer);
  }

  private async attempt<T>(call: Call<T>, rest: Client<paths>): Promise<Answer<T>> {
    try {
      return await call(rest);
    } catch (error) {
      throw error instanceof ApiError || isAbort(error) ? error : this.foreign();
    }
  }

  private accepted<T>(answer: Answer<T>): Answer<T> {
    const { data, response } = answer;
    if (!response.ok) throw problem(answer, this.sentences);
    if (data === undefined && response.status !== 204) throw this.foreign();
    return answer;
  }

  /** What is no JSON comes from something between: a sign-in page of a network, an error page with a wrong status. */
  private foreign(): ApiError {
    return new ApiError('unavailable', this.sentences.gateway);
  }

  private client(baseUrl: string, headers: () => Record<string, string>): Client<paths> {
    const client = createClient<paths>({ baseUrl, fetch: (request) => fetch(request), pathSerializer, querySerializer });
    client.use({
      onRequest: ({ request }) => {
        for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
      },
      onResponse: ({ response }) => noteServerTime(response.headers.get('Date')),
      onError: ({ error }) => (isAbort(error) ? undefined : new ApiError('network', this.sentences.network)),
    });
    return client;
  }
}

const isAbort = (error: unknown) => (error as Error).name === 'AbortError';

/** The server explains itself; a proxy in front of it answers in its own words, which are for nobody here. */
function problem({ response, error }: Answer<unknown>, sentences: Sentences): ApiError {
  const { status } = response;
  const body = (typeof error === 'object' ? (error ?? {}) : {}) as Partial<Problem>;
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
