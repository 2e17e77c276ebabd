import type { QuickReply } from '@/api/types';
import { folded } from '@/i18n/folding';

/** The server's limits: how many a group has and how many one has in all, and the lengths in UTF-16 units. */
export const MAX_IN_GROUP = 10;
export const MAX_QUICK_REPLIES = 100;
export const MAX_QUICK_REPLY_LENGTH = 200;
export const MAX_CODE_LENGTH = 20;
export const MAX_GROUP_LENGTH = 20;

/** What is filled in before sending, by the names that stand in braces. */
export const VARIABLES = { customer: '客户名', me: '我的名字', date: '日期' } as const;
export type Variable = keyof typeof VARIABLES;
const VARIABLE = new RegExp(`\\{(${[...Object.keys(VARIABLES), ...Object.values(VARIABLES)].join('|')})\\}`, 'g');
const VARIABLE_OF = new Map<string, Variable>(
  (Object.keys(VARIABLES) as Variable[]).flatMap((name) => [
    [name, name],
    [VARIABLES[name], name],
  ]),
);

export interface QuickReplyGroup {
  /** Null for those without one. */
  name: string | null;
  replies: QuickReply[];
}

/** A quick reply with names and date in it; other braces stay as they are. */
export function filled(content: string, values: Record<Variable, string>): string {
  return content.replace(VARIABLE, (_, name: string) => values[VARIABLE_OF.get(name)!]);
}

/** Those without a group first, then each group where its first one stands. */
export function groupsOf(replies: readonly QuickReply[]): QuickReplyGroup[] {
  const groups = new Map<string | null, QuickReply[]>();
  for (const reply of [...replies.filter(({ group }) => !group), ...replies.filter(({ group }) => group)]) {
    const name = reply.group || null;
    groups.set(name, [...(groups.get(name) ?? []), reply]);
  }
  return [...groups].map(([name, replies]) => ({ name, replies }));
}

/** All of them, with one moved inside its group; the others keep their places. */
export function movedInGroup(replies: readonly QuickReply[], group: string | null, from: number, to: number): QuickReply[] {
  const isInside = (reply: QuickReply) => (reply.group || null) === group;
  const inside = moved(replies.filter(isInside), from, to);
  return replies.map((reply) => (isInside(reply) ? inside.shift()! : reply));
}

/** The list with one of them moved; positions from 0, and nothing happens past the ends. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const result = [...items];
  if (from < 0 || from >= items.length || to < 0 || to >= items.length) return result;
  result.splice(to, 0, ...result.splice(from, 1));
  return result;
}

/**
 * What a text that begins with `/` looks for among the quick replies; null when it looks for nothing, because it is not
 * the beginning of the message or already longer than a line.
 */
export function quickReplyQuery(text: string): string | null {
  return text.startsWith('/') && !text.includes('\n') ? text.slice(1) : null;
}

/** Those whose code begins so come first: whoever gave one wants to type no more than that. */
export function matching(replies: readonly QuickReply[], query: string): QuickReply[] {
  const needle = folded(query.trim());
  const byCode = replies.filter(({ code }) => needle !== '' && code && folded(code).startsWith(needle));
  const others = replies.filter(
    (reply) =>
      !byCode.includes(reply) && [reply.content, reply.group ?? '', reply.code ?? ''].some((text) => folded(text).includes(needle)),
  );
  return [...byCode.sort((a, b) => a.code!.length - b.code!.length), ...others];
}
