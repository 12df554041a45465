import { lastTextOf } from './reply-context';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 30, 12);
const send = (at: number, advertAt: number | null, sender = '36180') => ({ sender, replyCode: null, at, advertAt });

test.each([
  ['nothing was sent', [], undefined],
  ['an advert was the last', [send(NOW - HOUR, NOW - HOUR)], 'advert'],
  ['a notice, and never an advert', [send(NOW - HOUR, null)], 'notice'],
  ['a notice, long after an advert', [send(NOW - HOUR, NOW - 80 * HOUR)], 'notice'],
  ['a notice, soon after an advert: either may be meant', [send(NOW - HOUR, NOW - 20 * HOUR)], undefined],
  ['an advert on another code', [send(NOW - HOUR, null), send(NOW, NOW, '38100')], 'notice'],
  ['no code known: an advert counts', [send(NOW, NOW, 'MARTIN')], 'advert'],
] as const)('%s', (_, sends, last) => expect(lastTextOf('36180', sends)).toBe(last));
