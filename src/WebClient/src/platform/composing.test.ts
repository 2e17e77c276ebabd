import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { guardComposition } from './composing';

const heard = vi.fn<(event: Event) => void>();
let release: () => void;
let field: HTMLElement;

function press(key: string, more: object, tag = 'textarea'): KeyboardEvent {
  field = document.createElement(tag);
  document.body.append(field);
  field.addEventListener('keydown', heard);
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  field.dispatchEvent(event);
  field.remove();
  return event;
}

beforeEach(() => {
  heard.mockReset();
  release = guardComposition();
  window.addEventListener('keydown', heard);
});

afterEach(() => {
  release();
  window.removeEventListener('keydown', heard);
});

describe('guardComposition', () => {
  it.each([
    ['while it composes', { isComposing: true }],
    ['when it has just ended', { keyCode: 229 }],
  ])('keeps every key of an input method from the page %s', (_, more) => {
    for (const key of ['Enter', 'Escape', 'ArrowDown', 'Tab', 'k']) press(key, more);
    expect(heard).not.toHaveBeenCalled();
  });

  it('keeps the browser from closing a dialog or sending a form by it, and leaves the text alone', () => {
    expect(press('Escape', { keyCode: 229 }).defaultPrevented).toBe(true);
    expect(press('Enter', { keyCode: 229 }, 'input').defaultPrevented).toBe(true);
    expect(press('Enter', { keyCode: 229 }).defaultPrevented).toBe(false);
  });

  it('lets other keys through', () => {
    expect(press('Enter', { keyCode: 13 }).defaultPrevented).toBe(false);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
