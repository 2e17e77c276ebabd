import type { Conversation, Head, Message, Participant, User } from './types';

/** Builders with sensible defaults for tests. */
export function user(id = 'b1', more: Partial<User> = {}): User {
  return {
    id,
    username: id,
    role: 'buyer',
    avatar_url: '',
    description: '',
    status: 'active',
    is_online: false,
    last_seen_at: null,
    created_at: '2025-11-01T00:00:00.000Z',
    ...more,
  };
}

export function message(sequence: number, more: Partial<Message> = {}): Message {
  return {
    id: 1_000 + sequence,
    conversation_id: 1,
    sequence,
    revision: sequence,
    sender_id: 'm1',
    client_message_id: `c${sequence}`,
    type: 'text',
    content: `message ${sequence}`,
    attachment: null,
    reply_to: null,
    recalled_at: null,
    removed_at: null,
    created_at: new Date(Date.UTC(2025, 10, 2, 9, 0, sequence)).toISOString(),
    ...more,
  };
}

export function recalled(sequence: number, revision: number): Message {
  return message(sequence, { revision, content: '', recalled_at: '2025-11-02T10:00:00.000Z' });
}

export function participant(id: string, more: Partial<Participant> = {}): Participant {
  return {
    user: user(id, { role: id.startsWith('m') ? 'merchant' : 'buyer' }),
    last_read_sequence: 0,
    unread_count: 0,
    joined_at: '2025-11-01T00:00:00.000Z',
    ...more,
  };
}

export function conversation(id = 1, more: Partial<Conversation> = {}): Conversation {
  return {
    id,
    type: 'direct',
    title: null,
    participants: [participant('b1'), participant('m1')],
    last_message: null,
    last_sequence: 0,
    revision: 0,
    unread_count: 0,
    pinned: false,
    muted: false,
    marked_unread: false,
    done: false,
    snoozed_until: null,
    waiting_since: null,
    created_at: '2025-11-01T00:00:00.000Z',
    updated_at: '2025-11-01T00:00:00.000Z',
    ...more,
  };
}

export function head(more: Partial<Head> = {}): Head {
  return { conversation_id: 1, revision: 0, last_sequence: 0, last_read_sequence: 0, unread_count: 0, ...more };
}
