import { api, type Query } from './client';
import type {
  AuditEntry,
  Ban,
  Conversation,
  EnsuredUser,
  Message,
  Overview,
  Page,
  Role,
  SecondFactor,
  SecondFactorSecret,
  ServerHealth,
  Setting,
  User,
  UserSession,
} from './types';

export interface UserInput {
  username: string;
  role: Role;
  description: string;
  /** Left out, the avatar stays as it is. */
  avatar_attachment_id?: number;
}

const user = (id: string) => `/api/users/${encodeURIComponent(id)}`;

/** The calls that only the console makes. */
export const adminApi = {
  overview: () => api.call<Overview>('/api/admin/overview'),
  health: () => api.call<ServerHealth>('/api/admin/health'),
  settings: () => api.call<Page<Setting>>('/api/admin/settings'),
  auditEntry: (id: number) => api.call<AuditEntry>(`/api/admin/audit-log/${id}`),
  auditLog: (query: Query) => api.call<Page<AuditEntry>>('/api/admin/audit-log', { query }),

  users: (query: Query) => api.call<Page<User>>('/api/users', { query }),
  user: (id: string) => api.tagged<User>(user(id)),
  createUser: (body: UserInput & { id?: string; password?: string; must_change_password?: boolean }) =>
    api.call<User>('/api/users', { method: 'POST', body }),
  updateUser: (id: string, body: UserInput, ifMatch: string | null) => api.tagged<User>(user(id), { method: 'PUT', body, ifMatch }),
  setStatus: (id: string, status: 'active' | 'disabled', ifMatch: string | null) =>
    api.call<User>(`${user(id)}/status`, { method: 'PATCH', body: { status }, ifMatch }),
  setPassword: (id: string, password: string, mustChange: boolean, ifMatch: string | null) =>
    api.call<void>(`${user(id)}/password`, { method: 'PUT', body: { password, must_change_password: mustChange }, ifMatch }),
  ban: (id: string, reason: string, hours: number | null, ifMatch: string | null) =>
    api.call<Ban>(`${user(id)}/ban`, { method: 'POST', body: { reason, hours }, ifMatch }),
  deleteUser: (id: string, ifMatch: string | null) => api.call<void>(user(id), { method: 'DELETE', ifMatch }),
  ensureUsers: (users: EnsuredUser[]) => api.call<Page<User>>('/api/users/ensure', { method: 'POST', body: { users } }),
  sessions: (id: string, query: Query) => api.call<Page<UserSession>>(`${user(id)}/sessions`, { query }),
  endSession: (id: string, sessionId: number) => api.call<void>(`${user(id)}/sessions/${sessionId}`, { method: 'DELETE' }),

  /** All of a list as the filters and the order have it, as a file. */
  exportList: (path: string, query: Query) => api.file(path, { ...query, format: 'csv' }),

  secondFactor: () => api.call<SecondFactor>('/api/auth/second-factor'),
  beginSecondFactor: () => api.call<SecondFactorSecret>('/api/auth/second-factor', { method: 'POST' }),
  confirmSecondFactor: (code: string) =>
    api.call<{ recovery_codes: string[] }>('/api/auth/second-factor', { method: 'PUT', body: { code } }),
  endSecondFactor: (code: string) => api.call<void>('/api/auth/second-factor', { method: 'DELETE', body: { code } }),

  conversations: (query: Query) => api.call<Page<Conversation>>('/api/conversations', { query }),
  /** A message by its id, also one that was taken down; the audit log records the look. */
  message: (id: number) => api.call<Message>(`/api/admin/messages/${id}`),
  messages: (query: Query) => api.call<Page<Message>>('/api/messages', { query }),
  messageFile: (id: number) => api.file(`/api/admin/messages/${id}/file`, {}),
  restore: (id: number) => api.call<Message>(`/api/messages/${id}/restore`, { method: 'POST' }),
  takeDown: (id: number, reason: string) => api.call<void>(`/api/messages/${id}`, { method: 'DELETE', query: { reason } }),
};
