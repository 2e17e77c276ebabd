import { describe, expect, it } from 'vitest';

import { durationText, kindOf, sizeText } from './upload';

describe('upload', () => {
  it.each([
    ['照片.JPG', 'image'],
    ['a.webp', 'image'],
    ['报价.pdf', 'file'],
    ['a.tar.zip', 'file'],
    ['none', 'file'],
    ['voice.webm', 'voice'],
    ['a.m4a', 'voice'],
  ])('tells the kind of %s', (name, kind) => expect(kindOf(name)).toBe(kind));

  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KB'],
    [1_572_864, '1.5 MB'],
  ])('writes %d bytes as people do', (bytes, text) => expect(sizeText(bytes)).toBe(text));

  it.each([
    [400, '0:00'],
    [59_600, '1:00'],
    [60_000, '1:00'],
    [5_000, '0:05'],
  ])('writes %d ms as minutes and seconds', (ms, text) => expect(durationText(ms)).toBe(text));
});
