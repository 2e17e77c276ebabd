import { describe, expect, it } from 'vitest';

import { tokensOf } from './links';

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
