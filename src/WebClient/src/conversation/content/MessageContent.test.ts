import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';

import { message } from '@/api/shapes.fake';
import { i18n } from '@/i18n';

import MessageContent from './MessageContent.vue';

const global = { plugins: [i18n] };

describe('MessageContent', () => {
  it('shows what people wrote as text, and links as links', () => {
    const content = '<img src=x onerror=alert(1)> https://a.cn';
    const wrapper = mount(MessageContent, { global, props: { message: message(1, { content }) } });
    expect(wrapper.text()).toBe(content);
    expect(wrapper.find('img').exists()).toBe(false);
    expect(wrapper.get('a').attributes()).toMatchObject({ href: 'https://a.cn/', target: '_blank', rel: 'noopener noreferrer nofollow' });
  });
});
