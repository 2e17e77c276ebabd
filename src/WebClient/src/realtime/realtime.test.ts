import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { head, message, recalled } from '@/api/shapes.fake';

import { FakeHub, FakeSource, settle } from './hub.fake';
import { Realtime } from './realtime';

let hubs: FakeHub[];
let source: FakeSource;
let prepare: (hub: FakeHub) => void;
let renew: ReturnType<typeof vi.fn<() => Promise<boolean>>>;
let realtime: Realtime;

const hub = () => hubs.at(-1)!;
const started = () => (realtime.start(), settle());
const shown = () => realtime.log(1)?.messages.map(({ sequence }) => sequence);

function create(watchAll = false): Realtime {
  return new Realtime({
    createHub: () => {
      const next = new FakeHub();
      prepare(next);
      hubs.push(next);
      return next;
    },
    source,
    me: 'b1',
    renew,
    watchAll,
    delay: (attempt) => 100 * (attempt + 1),
  });
}

beforeEach(() => {
  sessionStorage.clear();
  vi.useFakeTimers();
  hubs = [];
  source = new FakeSource();
  prepare = () => undefined;
  renew = vi.fn(async () => false);
  realtime = create();
});

afterEach(async () => {
  await realtime.stop();
  vi.useRealTimers();
});

async function startWith(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1) source.put(message(n));
  await started();
  await realtime.open(1, count, 50);
}

describe('logs', () => {
  it('shows contiguous pushes without asking', async () => {
    await startWith(3);
    hub().push('MessageReceived', source.put(message(4)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual([1, 2, 3, 4]);
    expect(source.asked).toEqual(['newest']);
  });

  it('fetches what a lost push left out', async () => {
    await startWith(3);
    source.put(message(4));
    hub().push('MessageReceived', source.put(message(5)));
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()).toEqual([1, 2, 3, 4, 5]);
    expect(source.asked).toEqual(['newest', 'since 3']);
  });

  it('tells of what it sent when the answer comes, though the push is still on its way', async () => {
    await startWith(3);
    const told = vi.fn();
    realtime.events.on('MessageReceived', told);
    const sent = message(4, { sender_id: 'b1' });
    hub().answer = () => Promise.resolve(source.put(sent));
    await realtime.send({ conversation_id: 1, client_message_id: 'c4', type: 'text', content: sent.content });
    expect(told).toHaveBeenCalledWith(sent);
    expect(shown()).toEqual([1, 2, 3, 4]);
  });

  it('does not ask when two pushes only changed places', async () => {
    await startWith(3);
    hub().push('MessageReceived', source.put(message(5)));
    hub().push('MessageReceived', source.put(message(4)));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual([1, 2, 3, 4, 5]);
    expect(source.asked).toEqual(['newest']);
  });

  it('reads page after page until it is complete', async () => {
    await startWith(1);
    for (let n = 2; n <= 500; n += 1) source.put(message(n));
    hub().push('Heads', { heads: [head({ revision: 500, last_sequence: 500 })] });
    await vi.advanceTimersByTimeAsync(10);
    expect(shown()).toHaveLength(500);
    expect(source.asked).toEqual(['newest', 'since 1', 'since 201', 'since 401']);
  });

  it('tries again when the changes could not be read', async () => {
    await startWith(1);
    source.fails = 1;
    source.put(message(2));
    hub().push('Heads', { heads: [head({ revision: 2, last_sequence: 2 })] });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shown()).toEqual([1, 2]);
  });

  it('catches up after a reconnect, recalls included', async () => {
    await startWith(3);
    prepare = (next) => (next.answer = () => ({ epoch: 'first', heads: [head({ revision: 5, last_sequence: 4 })] }));
    hub().drop();
    source.put(message(4));
    source.put(recalled(2, 5));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hubs).toHaveLength(2);
    expect(shown()).toEqual([1, 2, 3, 4]);
    expect(realtime.log(1)!.messages[1]!.recalled_at).not.toBeNull();
  });

  it('asks again for a page that was on its way when the connection came', async () => {
    for (let n = 1; n <= 3; n += 1) source.put(message(n));
    const opening = realtime.open(1, 3, 50);
    prepare = (next) => (next.answer = () => ({ epoch: 'first', heads: [head({ revision: 4, last_sequence: 4 })] }));
    realtime.start();
    await opening;
    source.put(message(4));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual([1, 2, 3, 4]);
  });

  it('has an onlooker ask for every open log, because no head tells them', async () => {
    await realtime.stop();
    realtime = create(true);
    await startWith(2);
    hub().drop();
    source.put(message(3));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(hub().calls).toEqual([
      ['GetHeads', {}],
      ['WatchAll', { enabled: true }],
    ]);
    expect(shown()).toEqual([1, 2, 3]);
  });

  it('loads older pages before the first', async () => {
    await startWith(80);
    expect(realtime.log(1)).toMatchObject({ hasOlder: true });
    await realtime.loadOlder(1, 50);
    expect(shown()).toHaveLength(80);
    expect(source.asked).toEqual(['newest', 'before 31']);
    await realtime.loadOlder(1, 50);
    expect(source.asked).toHaveLength(2);
  });
});

describe('cursors', () => {
  const cursors: number[] = [];
  const listen = () => {
    cursors.length = 0;
    realtime.events.on('ConversationUpdated', ({ participants }) => cursors.push(participants[1]!.last_read_sequence));
  };

  it('looks after each connection', async () => {
    await startWith(3);
    listen();
    source.otherRead = 2;
    hub().drop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(cursors).toEqual([2]);
  });

  it('looks when a head comes and the other side may have read more than is known', async () => {
    await startWith(3);
    listen();
    source.otherRead = 3;
    hub().push('Heads', { heads: [head({ revision: 3, last_sequence: 3 })] });
    await settle();
    expect(cursors).toEqual([3]);
  });

  it('does not look when the other side has read everything, or nothing of it is open', async () => {
    await startWith(3);
    hub().push('ReadUpdated', { conversation_id: 1, user_id: 'm1', last_read_sequence: 3, unread_count: 0 });
    hub().push('Heads', { heads: [head({ revision: 3, last_sequence: 3 }), head({ conversation_id: 2, last_sequence: 1 })] });
    await settle();
    expect(source.looks).toBe(0);
  });

  it('looks again when it failed', async () => {
    await startWith(3);
    listen();
    source.fails = 1;
    source.otherRead = 1;
    hub().push('Heads', { heads: [head({ revision: 3, last_sequence: 3 })] });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(cursors).toEqual([1]);
  });
});

describe('silence', () => {
  it('gives a page of changes up that does not come', async () => {
    await startWith(1);
    source.silent = true;
    source.put(message(2));
    hub().push('Heads', { heads: [head({ revision: 2, last_sequence: 2 })] });
    await vi.advanceTimersByTimeAsync(9_000);
    source.silent = false;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(shown()).toEqual([1, 2]);
  });

  it('gives an attempt to connect up that does not come to an end', async () => {
    prepare = (next) => (next.startHangs = true);
    realtime.start();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(hubs).toHaveLength(1);
    prepare = () => undefined;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(realtime.state.kind).toBe('connected');
    expect(hubs[0]!.stopped).toBe(true);
  });

  it('tells a call that its connection is gone, whatever SignalR still waits for', async () => {
    await startWith(1);
    hub().answer = () => new Promise(() => undefined);
    const reading = expect(realtime.markRead(1, 1)).rejects.toMatchObject({ code: 'disconnected' });
    hub().drop();
    await reading;
  });

  it('doubts the connection when a call is not answered', async () => {
    await startWith(1);
    hub().answer = () => new Promise(() => undefined);
    void realtime.markRead(1, 1).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(16_000);
    expect(hubs).toHaveLength(2);
    expect(realtime.state.kind).toBe('connected');
  });
});

it('skips the wait when asked to, when the network returns and when the page is looked at', async () => {
  prepare = (next) => (next.startFails = new Error('refused'));
  await started();
  realtime.retryNow();
  await settle();
  window.dispatchEvent(new Event('online'));
  await settle();
  document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  expect(hubs).toHaveLength(4);
});

it('doubts its connection when the network is said to be gone', async () => {
  await started();
  hub().answer = () => new Promise(() => undefined);
  window.dispatchEvent(new Event('offline'));
  prepare = (next) => (next.startFails = new Error('unreachable'));
  await vi.advanceTimersByTimeAsync(5_050);
  expect(realtime.state.kind).toBe('reconnecting');
});

describe('another epoch', () => {
  it('is told after a reconnect, and nothing is taken from its heads', async () => {
    await startWith(3);
    const told = vi.fn();
    const heads = vi.fn();
    realtime.events.on('restored', told);
    realtime.events.on('heads', heads);
    prepare = (next) => (next.answer = () => ({ epoch: 'second', heads: [head({ revision: 2, last_sequence: 2 })] }));
    hub().drop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(told).toHaveBeenCalledOnce();
    expect(heads).not.toHaveBeenCalled();
  });

  it('is noticed by an onlooker too', async () => {
    sessionStorage.setItem('livechat.epoch', 'zeroth');
    realtime = create(true);
    const told = vi.fn();
    realtime.events.on('restored', told);
    await started();
    expect(told).toHaveBeenCalledOnce();
  });
});
