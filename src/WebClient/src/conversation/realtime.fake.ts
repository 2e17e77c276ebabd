import { FakeHub, FakeSource, settle } from '@/realtime/hub.fake';
import { Realtime } from '@/realtime';

/** A connection whose other end the test plays; reconnecting makes a new hub with the same answers. */
export async function startRealtime() {
  const line = {
    hub: new FakeHub(),
    answer: (() => ({ epoch: 'first', heads: [] })) as FakeHub['answer'],
  };
  const realtime = new Realtime({
    createHub: () => {
      line.hub = new FakeHub();
      line.hub.answer = (method, argument) => line.answer(method, argument);
      return line.hub;
    },
    source: new FakeSource(),
    me: 'b1',
    renew: async () => false,
    delay: () => 100,
  });
  realtime.start();
  await settle();
  return { line, realtime };
}
