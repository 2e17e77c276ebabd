import { describe, expect, it, vi } from 'vitest';

import { message, recalled, user } from '@/api/shapes.fake';
import { isSendKey } from '@/conversation/composer/sendKey';
import { TypingThrottle } from '@/conversation/composer/typingThrottle';
import { endedReason } from '@/conversation/connection/endedReason';
import { tokensOf } from '@/conversation/content/links';
import { partsOf } from '@/conversation/content/matches';
import { orderOf } from '@/conversation/content/order';
import { previewOf } from '@/conversation/preview';
import { stepped } from '@/conversation/search/search';
import { recallableUntil } from '@/conversation/thread/recall';

import { mayTalkTo } from './people/permissions';

describe('tokensOf', () => {
  const links = (text: string) => tokensOf(text).flatMap((token) => (token.kind === 'link' ? [[token.text, token.href]] : []));

  it('finds addresses and leaves the sentence around them', () => {
    expect(links('见 https://a.cn/x?y=1，或(www.b.com).')).toEqual([
      ['https://a.cn/x?y=1', 'https://a.cn/x?y=1'],
      ['www.b.com', 'https://www.b.com/'],
    ]);
  });

  it.each([
    ['看https://a.cn/x谢谢', 'https://a.cn/x'],
    ['（https://a.cn/x）。', 'https://a.cn/x'],
    ['https://a.cn/x；还有', 'https://a.cn/x'],
    ['「https://a.cn」', 'https://a.cn'],
    ['https://a.cn/wiki/Foo_(bar)', 'https://a.cn/wiki/Foo_(bar)'],
    ['(see https://a.cn/wiki/Foo_(bar)).', 'https://a.cn/wiki/Foo_(bar)'],
    ['https://a.cn/a?b=c&d=%E4%B8%AD#e!', 'https://a.cn/a?b=c&d=%E4%B8%AD#e'],
    ['HTTP://A.CN/X', 'HTTP://A.CN/X'],
  ])('takes of %s only the address', (text, address) => {
    expect(links(text).map(([found]) => found)).toEqual([address]);
  });

  it('sees no address inside a word', () => {
    expect(links('me@www.a.cn xhttps://a.cn www. https://')).toEqual([]);
  });

  it('gives back every character', () => {
    const text = '<b>x</b> http://a.b/c, end https://d.e';
    expect(
      tokensOf(text)
        .map((token) => token.text)
        .join(''),
    ).toBe(text);
  });

  it.each([
    ['https://www.例子.中国/商品/1', 'https://www.例子.中国/商品/1', 'www.xn--fsqu00a.xn--fiqs8s'],
    ['请看www.例子.公司谢谢', 'www.例子.公司', 'www.xn--fsqu00a.xn--55qx5d'],
    ['https://münchen.de/x', 'https://münchen.de/x', 'xn--mnchen-3ya.de'],
    ['http://пример.рф', 'http://пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['https://例え.jp:8443/a', 'https://例え.jp:8443/a', 'xn--r8jz45g.jp'],
    ['https://淘宝shop.com谢谢', 'https://淘宝shop.com', 'xn--shop-fh9gl74g.com'],
    ['https://a.cn谢谢', 'https://a.cn', 'a.cn'],
    ['https://a.cn，见https://b.cn。', 'https://a.cn', 'a.cn'],
    ['https://a.cn👍', 'https://a.cn', 'a.cn'],
    ['https://a.cn\n谢谢', 'https://a.cn', 'a.cn'],
    ['http://http://a.cn', 'http://a.cn', 'a.cn'],
    ['http://localhost:8000/x', 'http://localhost:8000/x', 'localhost'],
    ['http://[::1]:8000/x', 'http://[::1]:8000/x', '[::1]'],
  ])('takes of %s the whole host', (text, address, host) => {
    const [[found, href] = []] = links(text);
    expect(found).toBe(address);
    expect(new URL(href!).hostname).toBe(host);
  });

  it.each([
    ['https://www.例子.不知道', 'an ending that there is none of'],
    ['https://аррӏе.com', 'Cyrillic that looks like apple'],
    ['https://pаypal.com/x', 'one Cyrillic letter among Latin ones'],
    ['https://gοοgle.com', 'Greek among Latin'],
    ['https://ɢoogle.com', 'a phonetic letter'],
    ['https://ａpple.com', 'a letter of full width'],
    ['https://a.comノlogin.evil.jp', 'a stroke that looks like a slash'],
    ['https://exam\u200bple.com', 'an invisible letter'],
    ['https://apple.com@evil.com', 'a user name'],
    ['https://apple.com:80@evil.com', 'a user name and password'],
    ['https://www.i❤.ws/x', 'a sign in the middle'],
    ['https://www。例子。中国', 'dots of another script'],
    ['https://www．apple．com', 'dots of full width'],
    ['https://a%2ecom.evil.com', 'an encoded letter'],
    ['http://a谢谢', 'a name without a dot and more of it'],
    ['www.3.5', 'no ending'],
  ])('makes no link of %s: %s', (text) => {
    expect(links(text)).toEqual([]);
  });

  it('bounds what one message may cost', () => {
    expect(links('http://a.cn '.repeat(400))).toHaveLength(100);
    expect(links(`http://a.cn/${'x'.repeat(3_000)}`)).toEqual([]);
  });

  it('makes no link of what could run', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.b')).toEqual([]);
  });
});

describe('partsOf', () => {
  const found = (text: string, term: string) =>
    partsOf(text, term)
      .filter((part) => part.found)
      .map((part) => part.text);

  it('marks each occurrence, letters of either size, and keeps the rest', () => {
    expect(found('Order ORDER order', 'order')).toEqual(['Order', 'ORDER', 'order']);
    expect(found('连花清瘟胶囊，清瘟', '清瘟')).toEqual(['清瘟', '清瘟']);
    expect(
      partsOf('aXbXc', 'x')
        .map((part) => part.text)
        .join(''),
    ).toBe('aXbXc');
  });

  it('compares as the server does: letters of either size, width and form are the same, and nothing is a pattern', () => {
    expect(found('É é', 'é')).toEqual(['É', 'é']);
    expect(found('Привет, ПРИВЕТ', 'привет')).toEqual(['Привет', 'ПРИВЕТ']);
    expect(found('ＡＢＣ abc', 'ABC')).toEqual(['ＡＢＣ', 'abc']);
    expect(found('cafe\u0301 ﬁn', 'fi')).toEqual(['ﬁ']);
    expect(found('100% a.c abc', '%')).toEqual(['%']);
    expect(found('abc', '.')).toEqual([]);
    expect(found('abc', '')).toEqual([]);
  });

  it('joins what stands side by side, and bounds the rest', () => {
    expect(partsOf('a'.repeat(5_000), 'a')).toHaveLength(1);
    expect(partsOf('ab'.repeat(2_500), 'a').length).toBeLessThanOrEqual(402);
    expect(
      partsOf('ab'.repeat(2_500), 'a')
        .map((part) => part.text)
        .join(''),
    ).toHaveLength(5_000);
  });
});

describe('orderOf', () => {
  it('takes the title and the facts as they are written', () => {
    expect(orderOf('订单 20251102001\n商品：连花清瘟胶囊 ×2\nTotal: ¥39.80\n请尽快发货\nhttps://shop.cn/o/1')).toEqual({
      title: '订单 20251102001',
      facts: [
        { key: '商品', value: '连花清瘟胶囊 ×2' },
        { key: 'Total', value: '¥39.80' },
      ],
      note: '请尽快发货\nhttps://shop.cn/o/1',
    });
  });

  it('adds nothing to a single line', () => {
    expect(orderOf('订单')).toEqual({ title: '订单', facts: [], note: '' });
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
  const key = (more: object) => ({ key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

  it('is Enter alone', () => {
    expect(isSendKey(key({}), 'enter')).toBe(true);
    expect(isSendKey(key({ shiftKey: true }), 'enter')).toBe(false);
    expect(isSendKey(key({ key: 'a' }), 'enter')).toBe(false);
  });

  it('is Enter with Ctrl or ⌘ for those who chose so', () => {
    expect(isSendKey(key({}), 'ctrlEnter')).toBe(false);
    expect(isSendKey(key({ ctrlKey: true }), 'ctrlEnter')).toBe(true);
    expect(isSendKey(key({ metaKey: true }), 'ctrlEnter')).toBe(true);
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

it('offers recall for as long as the server allows, and never for what is gone', () => {
  expect(recallableUntil(message(1), 90_000) - Date.parse(message(1).created_at)).toBe(90_000);
  expect(recallableUntil(recalled(1, 2), 90_000)).toBe(0);
});

it('steps through hits and around their ends', () => {
  expect([stepped(0, 1, 3), stepped(2, 1, 3), stepped(0, -1, 3), stepped(-1, 1, 3), stepped(0, 1, 0)]).toEqual([1, 0, 2, 0, -1]);
});

it('understands reasons however they are written', () => {
  expect(endedReason('Password changed')).toBe('password_changed');
  expect(endedReason('unauthenticated')).toBe('expired');
  expect(endedReason('moon')).toBe('other');
});
