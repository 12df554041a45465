import type { MessageStatus } from '@stopsms/contracts';
import { type Guarantee, Guarantees } from '@stopsms/service';
import type { Freshness } from '../view/freshness';
import { FingerprintView } from '../view/fingerprint-view';
import type { Dispatchable } from '../messages/dispatchable';
import { GuaranteeWatch } from './guarantee-watch';

const RECIPIENT = 'r'.repeat(22);
const advert = {
  lane: 'marketing',
  messageId: 'a',
  recipientKey: RECIPIENT,
  scopes: ['*', 'lorane'],
} as unknown as Dispatchable;
const confirmation = {
  lane: 'service',
  messageId: 'c',
  recipientKey: RECIPIENT,
  scopes: [],
  after: { partition: 0, offset: '1' },
} as unknown as Dispatchable;
const submitted = (...smscIds: string[]) => ({ status: 'submitted', smscIds, at: 1 }) as unknown as MessageStatus;

function watching(heartbeatAgeMs: number | undefined = 0) {
  const raised: Guarantee[] = [];
  class RecordedGuarantees extends Guarantees {
    override violated(guarantee: Guarantee): void {
      raised.push(guarantee);
    }
  }
  const guarantees = Object.create(RecordedGuarantees.prototype) as Guarantees;
  const view = new FingerprintView();
  const freshness = { heartbeatAgeMs: () => heartbeatAgeMs } as unknown as Freshness;
  return { raised, view, watch: new GuaranteeWatch(guarantees, view, freshness, 5_000) };
}

test('an advert to somebody whose opt-out was confirmed violates G3, unless they came back', () => {
  const { raised, view, watch } = watching();
  watch.leaves(advert);
  view.apply(RECIPIENT, 'lorane', 'out');
  watch.leaves(advert);
  expect(raised).toEqual([]);
  watch.ended(confirmation, submitted('1'));
  watch.leaves(advert);
  expect(raised).toEqual(['G3']);
  view.apply(RECIPIENT, 'lorane', 'back');
  watch.leaves(advert);
  watch.leaves({ ...advert, lane: 'informative' });
  expect(raised).toEqual(['G3']);
});

test('a second submission violates G4; the same one published again does not', () => {
  const { raised, watch } = watching();
  watch.ended(advert, submitted('1', '2'));
  watch.ended(advert, submitted('1', '2'));
  expect(raised).toEqual([]);
  watch.ended(advert, submitted('3'));
  expect(raised).toEqual(['G4']);
});

test.each([
  ['a fresh view', 5_000, []],
  ['a view that was fresh an instant ago', 5_400, []],
  ['a stale view', 5_600, ['G5']],
])('an advert that leaves with %s', (_, ageMs, expected) => {
  const { raised, watch } = watching(ageMs);
  watch.leaves(advert);
  watch.leaves(confirmation);
  expect(raised).toEqual(expected);
});
