import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';

import { useDrafts } from './drafts';

/** Another tab of the same browser: it shares the storage, and hears of what others change in it. */
function openTab(): ReturnType<typeof useDrafts> {
  setActivePinia(createPinia());
  const drafts = useDrafts();
  drafts.attach('b1');
  return drafts;
}

const tell = (key: string) => window.dispatchEvent(new StorageEvent('storage', { key, newValue: localStorage.getItem(key) }));
const KEY = 'livechat.draft.b1:7';
const quote = { id: 3, sender_id: 'm1', excerpt: '有货' };

beforeEach(() => localStorage.clear());

describe('useDrafts', () => {
  it('shows in every tab what is written in one, and that it has been sent', () => {
    const [a, b] = [openTab(), openTab()];
    a.set(7, '在吗');
    tell(KEY);
    expect(b.get(7)).toBe('在吗');
    a.set(7, '');
    tell(KEY);
    expect(b.get(7)).toBe('');
  });

  it('does not take a newer draft of another tab away when it sends', () => {
    const [a, b] = [openTab(), openTab()];
    a.set(7, '在吗');
    tell(KEY);
    // The other tab has not been heard yet.
    b.set(7, '在吗？急');
    a.set(7, '');
    expect(localStorage.getItem(KEY)).toBe('在吗？急');
    expect(a.get(7)).toBe('在吗？急');
  });

  it('keeps what it answers with it, through a reload and in all tabs', () => {
    const [a, b] = [openTab(), openTab()];
    a.setQuote(7, quote);
    tell('livechat.draftQuote.b1:7');
    expect(b.quoteOf(7)).toEqual(quote);
    expect(openTab().quoteOf(7)).toEqual(quote);
    a.forgetQuotes();
    expect(localStorage.length).toBe(0);
  });

  it("is nobody else's", () => {
    openTab().set(7, '在吗');
    setActivePinia(createPinia());
    useDrafts().attach('b10');
    expect(useDrafts().get(7)).toBe('');
  });
});
