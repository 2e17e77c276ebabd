import { describe, expect, it } from 'vitest';

import { orderOf } from './order';

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
