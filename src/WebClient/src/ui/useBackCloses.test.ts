import { flushPromises, mount } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';

import { surfaceLeft, useBackCloses } from './useBackCloses';

const surface = (close: () => void) => mount(defineComponent({ setup: () => (useBackCloses(close), () => h('i')) }));

it('takes an entry in the history that keeps the state of the page, and closes when one goes back', async () => {
  history.replaceState({ position: 3 }, '');
  const close = vi.fn();
  surface(close);
  expect(history.state).toMatchObject({ position: 3, surface: expect.any(String) });
  history.replaceState({ position: 3 }, '');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(close).toHaveBeenCalledOnce();
});

it('stays when something above it was closed', () => {
  const close = vi.fn();
  surface(close);
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(close).not.toHaveBeenCalled();
});

it('takes its entry away when it is closed by other means', async () => {
  const back = vi.spyOn(history, 'back').mockImplementation(() => void window.dispatchEvent(new PopStateEvent('popstate')));
  surface(vi.fn()).unmount();
  await surfaceLeft();
  await flushPromises();
  expect(back).toHaveBeenCalledOnce();
});

it('leaves the history alone when the page has moved on meanwhile', () => {
  const back = vi.spyOn(history, 'back').mockImplementation(() => undefined);
  const opened = surface(vi.fn());
  history.replaceState(history.state, '', '?c=1');
  opened.unmount();
  expect(back).not.toHaveBeenCalled();
});
