import { api, type Query } from './client';
import type {
  AuditEntry, Conversation, EnsuredUser, Message, Overview, Page, Role, ServerHealth, Setting, User, UserSession,
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
  user: (id: string) => api.call<User>(user(id)),
  createUser: (body: UserInput & { id?: string; password?: string }) => api.call<User>('/api/users', { method: 'POST', body }),
  updateUser: (id: string, body: UserInput) => api.call<User>(user(id), { method: 'PUT', body }),
  setStatus: (id: string, status: 'active' | 'disabled') => api.call<User>(`${user(id)}/status`, { method: 'PATCH', body: { status } }),
  setPassword: (id: string, password: string) => api.call<void>(`${user(id)}/password`, { method: 'PUT', body: { password } }),
  deleteUser: (id: string) => api.call<void>(user(id), { method: 'DELETE' }),
  ensureUsers: (users: EnsuredUser[]) => api.call<Page<User>>('/api/users/ensure', { method: 'POST', body: { users } }),
  sessions: (id: string, query: Query) => api.call<Page<UserSession>>(`${user(id)}/sessions`, { query }),
  endSession: (id: string, sessionId: number) => api.call<void>(`${user(id)}/sessions/${sessionId}`, { method: 'DELETE' }),

  conversations: (query: Query) => api.call<Page<Conversation>>('/api/conversations', { query }),
  /** A message by its id, also one that was taken down; the audit log records the look. */
  message: (id: number) => api.call<Message>(`/api/admin/messages/${id}`),
  messages: (query: Query) => api.call<Page<Message>>('/api/messages', { query }),
  takeDown: (id: number, reason: string) => api.call<void>(`/api/messages/${id}`, { method: 'DELETE', query: { reason } }),
};
