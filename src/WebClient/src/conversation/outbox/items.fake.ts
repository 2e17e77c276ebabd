import type { OutboxItem } from './queue';

export const item = (id: string, more: Partial<OutboxItem> = {}): OutboxItem => ({
  client_message_id: id,
  type: 'text',
  attachment: null,
  conversation_id: 1,
  content: id,
  reply_to: null,
  created_at: `2025-11-02T09:00:0${id}.000Z`,
  state: 'waiting',
  reason: null,
  attempts: 0,
  not_before: 0,
  ...more,
});
