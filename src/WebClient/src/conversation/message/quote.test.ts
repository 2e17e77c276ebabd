import { describe, expect, it } from 'vitest';

import { message } from '@/api/shapes.fake';

import { excerptKey, excerptOf } from './quote';

const attachment = {
  id: 1,
  url: '',
  thumbnail_url: null,
  name: '报价单.pdf',
  size: 1,
  content_type: '',
  width: null,
  height: null,
  duration_ms: null,
};

describe('excerptOf', () => {
  it('is the beginning of what was said', () => {
    expect(excerptOf(message(1, { content: '长'.repeat(101) }))).toBe('长'.repeat(100));
    expect(excerptOf(message(1, { content: `${'长'.repeat(99)}👍` }))).toBe('长'.repeat(99));
    expect(excerptOf(message(1, { type: 'image', content: 'caption', attachment }))).toBe('caption');
  });

  it('says without a caption what it is', () => {
    expect(excerptOf(message(1, { type: 'image', content: '', attachment }))).toBe('[图片]');
    expect(excerptOf(message(1, { type: 'voice', content: '', attachment }))).toBe('[语音]');
    expect(excerptOf(message(1, { type: 'file', content: '', attachment }))).toBe('报价单.pdf');
  });
});

describe('excerptKey', () => {
  it('knows what stands for something, and leaves what people wrote', () => {
    expect(['', '[图片]', '[语音]'].map(excerptKey)).toEqual(['chat.quoteGone', 'preview.image', 'preview.voice']);
    expect(['报价单.pdf', 'constructor', '[图片] 一张'].map(excerptKey)).toEqual([undefined, undefined, undefined]);
  });
});
