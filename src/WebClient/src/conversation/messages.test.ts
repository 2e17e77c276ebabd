import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';

import { message } from '@/api/shapes.fake';
import { FakeHub, FakeSource } from '@/realtime/hub.fake';
import { Realtime } from '@/realtime';

import { useMessages } from './messages';

const live = (me: string) => new Realtime({ createHub: () => new FakeHub(), source: new FakeSource(), me, renew: async () => false });

/** As a page of this person that was just loaded. */
function pageOf(me: string) {
  setActivePinia(createPinia());
  const messages = useMessages();
  messages.attach(live(me), me);
  return messages;
}

beforeEach(() => sessionStorage.clear());

describe('takeBack', () => {
  it('is remembered through a reload, for this person alone', () => {
    pageOf('b1').takeBack({ ...message(7), content: 'said too soon' });
    expect(pageOf('b1').takenBack.get(message(7).id)?.content).toBe('said too soon');
    expect(pageOf('b2').takenBack.size).toBe(0);
    expect(pageOf('').takenBack.size).toBe(0);
  });

  it('remembers no words of others, who may take them back too', () => {
    pageOf('b1').takeBack({ ...message(7), reply_to: { id: 3, sender_id: 'm1', excerpt: 'theirs' } });
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('theirs');
  });

  it('remembers the last twenty', () => {
    const page = pageOf('b1');
    for (let n = 1; n <= 25; n += 1) page.takeBack(message(n));
    expect([...pageOf('b1').takenBack.keys()]).toEqual(Array.from({ length: 20 }, (_, at) => message(at + 6).id));
  });

  it('is gone from the tab when its writer signs out', () => {
    const page = pageOf('b1');
    page.takeBack(message(7));
    page.forgetTakenBack();
    expect(sessionStorage.length).toBe(0);
    expect(pageOf('b1').takenBack.size).toBe(0);
  });
});
