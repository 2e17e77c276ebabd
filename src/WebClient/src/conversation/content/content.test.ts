import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';

import { message } from '@/api/shapes.fake';
import { i18n } from '@/i18n';

import { WHOLE } from './folds';
import MessageContent from './MessageContent.vue';

const content = (type: string, text: string) =>
  mount(MessageContent, { global: { plugins: [i18n] }, props: { message: message(1, { type: type as never, content: text }) } });

it('draws an order as a card with its facts', () => {
  const card = content('order', '订单 12\n商品：连花清瘟\nTotal: ¥39.80\n<b>快</b>');
  expect(card.get('h4').text()).toBe('订单 12');
  expect(card.findAll('dt').map((key) => key.text())).toEqual(['商品', 'Total']);
  expect(card.findAll('dd').map((value) => value.text())).toEqual(['连花清瘟', '¥39.80']);
  expect(card.find('b').exists()).toBe(false);
});

it('shows a type that it does not know as its content', () => {
  expect(content('poll', '去哪里吃饭').text()).toBe('去哪里吃饭');
});

it('folds a message that fills several screens, and not on paper', () => {
  const long = Array.from({ length: 200 }, (_, line) => `第 ${line} 行`).join('\n');
  expect(content('text', long).text()).not.toContain('第 199 行');
  const printed = mount(MessageContent, {
    global: { plugins: [i18n], provide: { [WHOLE as symbol]: true } },
    props: { message: message(1, { content: long }) },
  });
  expect(printed.text()).toContain('第 199 行');
  expect(printed.find('button').exists()).toBe(false);
});
