/**
 * The shapes of the server's contract, by the names the rest of the client uses.
 */
export type Role = 'buyer' | 'merchant' | 'platform' | 'admin';
export type UserStatus = 'active' | 'disabled' | 'deleted';
export type MessageType = 'text' | 'image' | 'file' | 'voice' | 'order' | 'system';

export interface User {
  id: string;
  username: string;
  role: Role;
  avatar_url: string;
  description: string;
  status: UserStatus;
  is_online: boolean;
  last_seen_at: string | null;
  created_at: string;
}

export interface Attachment {
  id: number;
  url: string;
  thumbnail_url: string | null;
  name: string;
  size: number;
  content_type: string;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
}

export interface Quote {
  id: number;
  sender_id: string;
  excerpt: string;
}

export interface Message {
  id: number;
  conversation_id: number;
  sequence: number;
  revision: number;
  sender_id: string;
  client_message_id: string | null;
  type: MessageType;
  content: string;
  attachment: Attachment | null;
  reply_to: Quote | null;
  recalled_at: string | null;
  removed_at: string | null;
  created_at: string;
}

export interface Participant {
  user: User;
  last_read_sequence: number;
  unread_count: number;
  joined_at: string;
}

export interface Conversation {
  id: number;
  type: 'direct' | 'group';
  title: string | null;
  participants: Participant[];
  last_message: Message | null;
  last_sequence: number;
  revision: number;
  unread_count: number;
  pinned: boolean;
  muted: boolean;
  marked_unread: boolean;
  created_at: string;
  updated_at: string;
}

export interface Session {
  access_token: string;
  token_type: string;
  expires_at: string;
  user: User;
}

export interface Head {
  conversation_id: number;
  revision: number;
  last_sequence: number;
  last_read_sequence: number;
  unread_count: number;
}

export interface Page<T> {
  count: number;
  results: T[];
}

export interface MessagePage extends Page<Message> {
  has_more: boolean;
}

export interface MessageChanges extends MessagePage {
  /** Up to where the reader is complete after this page. */
  revision: number;
}

export interface Problem {
  title: string;
  status: number;
  detail: string;
  code: string;
  trace_id?: string;
  errors?: Record<string, string[]>;
}
