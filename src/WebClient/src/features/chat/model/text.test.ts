import { describe, expect, it, vi } from 'vitest';

import { message, recalled, user } from '@/api/shapes.fake';

import { endedReason } from './endedReason';
import { tokensOf } from './links';
import { mayTalkTo } from './permissions';
import { previewOf } from './preview';
import { mayRecall } from './recall';
import { isSendKey } from './sendKey';
import { TypingThrottle } from './typingThrottle';

describe('tokensOf', () => {
  const links = (text: string) => tokensOf(text).flatMap((token) => (token.kind === 'link' ? [[token.text, token.href]] : []));

  it('finds addresses and leaves the sentence around them', () => {
    expect(links('见 https://a.cn/x?y=1，或(www.b.com).')).toEqual([
      ['https://a.cn/x?y=1', 'https://a.cn/x?y=1'],
      ['www.b.com', 'https://www.b.com/'],
    ]);
  });

  it('gives back every character', () => {
    const text = '<b>x</b> http://a.b/c, end https://d.e';
    expect(tokensOf(text).map((token) => token.text).join('')).toBe(text);
  });

  it('makes no link of what could run', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.b')).toEqual([]);
  });
});

describe('previewOf', () => {
  it('says what became of a message', () => {
    expect(previewOf(recalled(1, 2), 'm1')).toEqual({ key: 'preview.recalledByMe' });
    expect(previewOf(recalled(1, 2), 'b1')).toEqual({ key: 'preview.recalled' });
    expect(previewOf({ ...recalled(1, 2), removed_at: 'x' }, 'b1')).toEqual({ key: 'preview.removed' });
    expect(previewOf(null, 'b1')).toEqual({ key: 'preview.none' });
  });

  it('names pictures, files and voices, and shows unknown types as their content', () => {
    expect(previewOf(message(1, { type: 'image', content: 'x' }), 'b1')).toEqual({ key: 'preview.image' });
    expect(previewOf(message(1, { type: 'poll' as never, content: 'a\n b' }), 'b1')).toEqual({ text: 'a b' });
  });
});

describe('isSendKey', () => {
  const key = (more: object) => ({ key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13, ...more });

  it('is Enter alone', () => {
    expect(isSendKey(key({}))).toBe(true);
    expect(isSendKey(key({ shiftKey: true }))).toBe(false);
    expect(isSendKey(key({ key: 'a' }))).toBe(false);
  });

  it('is not the Enter of an input method', () => {
    expect(isSendKey(key({ isComposing: true }))).toBe(false);
    expect(isSendKey(key({ keyCode: 229 }))).toBe(false);
  });
});

describe('TypingThrottle', () => {
  it('speaks every two and a half seconds, and once at the end', () => {
    let now = 10_000;
    const send = vi.fn();
    const throttle = new TypingThrottle(send, () => now);
    for (let n = 0; n < 6; n += 1, now += 1_000) throttle.typed(true);
    throttle.typed(false);
    throttle.stopped();
    expect(send.mock.calls).toEqual([[true], [true], [false]]);
  });
});

it('knows who may talk to whom', () => {
  const [buyer, merchant] = [user('b1'), user('m1', { role: 'merchant' })];
  expect(mayTalkTo(buyer, merchant)).toBe(true);
  expect(mayTalkTo(buyer, user('b2'))).toBe(false);
  expect(mayTalkTo(merchant, user('m2', { role: 'merchant' }))).toBe(false);
  expect(mayTalkTo(buyer, user('m3', { role: 'merchant', status: 'disabled' }))).toBe(false);
});

it('offers recall for two minutes', () => {
  const sent = Date.parse(message(1).created_at);
  expect(mayRecall(message(1), sent + 119_000)).toBe(true);
  expect(mayRecall(message(1), sent + 121_000)).toBe(false);
});

it('understands reasons however they are written', () => {
  expect(endedReason('Password changed')).toBe('password_changed');
  expect(endedReason('unauthenticated')).toBe('expired');
  expect(endedReason('moon')).toBe('other');
});
