import { mount } from '@vue/test-utils';
import { describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';

import { i18n } from '@/i18n';

import ConnectionBanner from './ConnectionBanner.vue';

const global = { plugins: [i18n] };

describe('ConnectionBanner', () => {
  it('is silent for a blip and counts down after it', async () => {
    vi.useFakeTimers();
    const wrapper = mount(ConnectionBanner, { global, props: { state: { kind: 'connected' }, waiting: 2 } });
    const banner = () => wrapper.find('[data-testid="connection-banner"]');
    await wrapper.setProps({ state: { kind: 'reconnecting', retryAt: performance.now() + 5_000, offline: false, crowded: false } });
    await vi.advanceTimersByTimeAsync(900);
    expect(banner().exists()).toBe(false);
    await vi.advanceTimersByTimeAsync(400);
    expect(banner().text()).toContain('4 秒');
    expect(banner().text()).toContain('2 条消息等待发送');
    await banner().get('button').trigger('click');
    expect(wrapper.emitted('retry')).toHaveLength(1);
    await wrapper.setProps({ state: { kind: 'connected' } });
    await nextTick();
    expect(banner().exists()).toBe(false);
    vi.useRealTimers();
  });
});
