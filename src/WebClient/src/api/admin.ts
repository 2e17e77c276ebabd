import { api, type QueryOf } from './client';
import type { EnsuredUser, Schemas } from './types';

export type UserInput = Schemas['UpdateUserRequest'] & {
  description: string;
  /** Left out, the avatar stays as it is. */
  avatar_attachment_id?: number;
};

const LISTS = {
  users: '/api/users',
  conversations: '/api/conversations',
  messages: '/api/messages',
  auditLog: '/api/admin/audit-log',
} as const;
export type ListName = keyof typeof LISTS;
/** Filters and order stand in the address, where anybody can write anything; the server says which values it does not take. */
export type ListQuery<L extends ListName> = { [K in keyof QueryOf<(typeof LISTS)[L]>]?: QueryOf<(typeof LISTS)[L]>[K] | string };

/** Binds a change to the state that was read under this tag. */
const ifMatch = (tag: string | null) => ({ 'If-Match': tag });

/** The calls that only the console makes. */
export const adminApi = {
  overview: () => api.send((rest) => rest.GET('/api/admin/overview')),
  health: () => api.send((rest) => rest.GET('/api/admin/health')),
  settings: () => api.send((rest) => rest.GET('/api/admin/settings')),
  auditEntry: (id: number) => api.send((rest) => rest.GET('/api/admin/audit-log/{id}', { params: { path: { id } } })),
  auditLog: (query: ListQuery<'auditLog'>) =>
    api.send((rest) => rest.GET('/api/admin/audit-log', { params: { query: query as QueryOf<'/api/admin/audit-log'> } })),

  users: (query: ListQuery<'users'>) => api.users(query as QueryOf<'/api/users'>),
  user: (id: string) => api.tagged((rest) => rest.GET('/api/users/{id}', { params: { path: { id } } })),
  createUser: (body: Schemas['CreateUserRequest']) => api.send((rest) => rest.POST('/api/users', { body })),
  updateUser: (id: string, body: UserInput, tag: string | null) =>
    api.tagged((rest) => rest.PUT('/api/users/{id}', { params: { path: { id } }, body, headers: ifMatch(tag) })),
  setStatus: (id: string, status: 'active' | 'disabled', tag: string | null) =>
    api.send((rest) => rest.PATCH('/api/users/{id}/status', { params: { path: { id } }, body: { status }, headers: ifMatch(tag) })),
  setPassword: (id: string, password: string, mustChange: boolean, tag: string | null) =>
    api.send((rest) =>
      rest.PUT('/api/users/{id}/password', {
        params: { path: { id } },
        body: { password, must_change_password: mustChange },
        headers: ifMatch(tag),
      }),
    ),
  ban: (id: string, reason: string, hours: number | null, tag: string | null) =>
    api.send((rest) => rest.POST('/api/users/{id}/ban', { params: { path: { id } }, body: { reason, hours }, headers: ifMatch(tag) })),
  deleteUser: (id: string, tag: string | null) =>
    api.send((rest) => rest.DELETE('/api/users/{id}', { params: { path: { id } }, headers: ifMatch(tag) })),
  ensureUsers: (users: EnsuredUser[]) => api.send((rest) => rest.POST('/api/users/ensure', { body: { users } })),
  sessions: (id: string, query: QueryOf<'/api/users/{id}/sessions'>) =>
    api.send((rest) => rest.GET('/api/users/{id}/sessions', { params: { path: { id }, query } })),
  endSession: (id: string, sessionId: number) =>
    api.send((rest) => rest.DELETE('/api/users/{id}/sessions/{session_id}', { params: { path: { id, session_id: sessionId } } })),

  /** All of a list as the filters and the order have it, as a file. */
  exportList: (list: ListName, query: ListQuery<ListName>) =>
    api.file((rest) =>
      // The compiler is told of one list, because it can't follow a path that is one of several.
      rest.GET(LISTS[list] as typeof LISTS.users, {
        params: { query: { ...query, format: 'csv' } as QueryOf<typeof LISTS.users> },
        parseAs: 'blob',
      }),
    ),

  secondFactor: () => api.send((rest) => rest.GET('/api/auth/second-factor')),
  beginSecondFactor: () => api.send((rest) => rest.POST('/api/auth/second-factor')),
  confirmSecondFactor: (code: string) => api.send((rest) => rest.PUT('/api/auth/second-factor', { body: { code } })),
  endSecondFactor: (code: string) => api.send((rest) => rest.DELETE('/api/auth/second-factor', { body: { code } })),

  conversations: (query: ListQuery<'conversations'>) => api.conversations(query as QueryOf<'/api/conversations'>),
  /** A message by its id, also one that was taken down; the audit log records the look. */
  message: (id: number) => api.send((rest) => rest.GET('/api/admin/messages/{id}', { params: { path: { id } } })),
  messages: (query: ListQuery<'messages'>) => api.searchMessages(query as QueryOf<'/api/messages'>),
  messageFile: (id: number) => api.file((rest) => rest.GET('/api/admin/messages/{id}/file', { params: { path: { id } }, parseAs: 'blob' })),
  restore: (id: number) => api.send((rest) => rest.POST('/api/messages/{id}/restore', { params: { path: { id } } })),
  takeDown: (id: number, reason: string) =>
    api.send((rest) => rest.DELETE('/api/messages/{id}', { params: { path: { id }, query: { reason } } })),
};
