import type { RecentSend } from '../receipts/recent-send';
import type { Reply } from '../produces/inbound-mo.replies.v1';
import { continueTrace } from './continue-trace';

const trace = (digit: string, flags = '01') => `00-${digit.repeat(32)}-${'b'.repeat(16)}-${flags}`;
const OWN = trace('0', '00');
const send = (advertiserId: string, at: number, traceparent: string | null): RecentSend => ({
  ...{ advertiserId, sender: 'NAME', replyCode: '36180', at, traceparent },
});
const reply = (confidences: Record<string, number>, attributed = true) =>
  ({
    attributed,
    advertisers: Object.entries(confidences).map(([advertiserId, confidence]) => ({ advertiserId, confidence })),
  }) as unknown as Reply;

test.each([
  { it: 'the text it answers', meant: reply({ a: 1 }), sends: [send('a', 1, trace('a'))], is: trace('a') },
  {
    it: 'the latest of several by one',
    meant: reply({ a: 1 }),
    sends: [send('a', 1, trace('1')), send('a', 2, trace('2')), send('b', 3, trace('3'))],
    is: trace('2'),
  },
  {
    it: 'the likeliest of several that may be meant',
    meant: reply({ a: 0.9, b: 0.95 }),
    sends: [send('a', 2, trace('a')), send('b', 1, trace('b'))],
    is: trace('b'),
  },
  {
    it: 'none but its own when the text is not recorded',
    meant: reply({ a: 1 }),
    sends: [send('a', 1, null)],
    is: OWN,
  },
  { it: 'none but its own when nobody texted', meant: reply({ a: 0 }, false), sends: [], is: OWN },
])('a reply continues the trace of $it', ({ meant, sends, is }) => {
  expect(continueTrace(meant, OWN, sends)).toBe(is);
});
