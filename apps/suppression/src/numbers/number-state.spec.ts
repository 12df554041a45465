import fc from 'fast-check';
import { type NumberReceipt, type NumberState, foldReceipt } from './number-state';

const DAY = 86_400_000;
const rules = { permanent: new Set(['21614', 'ovh:1']), unreachableDays: 30 };
const receipt = (more: Partial<NumberReceipt> = {}): NumberReceipt => ({
  ...{ outcome: 'failed', messageId: 'm', provider: 'ovh', stat: 'UNDELIV', at: 100 * DAY },
  ...more,
});
const fold = (receipts: NumberReceipt[]) =>
  receipts.reduce<NumberState | undefined>((state, each) => foldReceipt(state, each, rules), undefined);

test.each([
  { it: 'a permanent error of any operator', more: { error: '21614', provider: 'twilio' }, is: 'invalid' },
  { it: 'a permanent error of this operator', more: { error: '001' }, is: 'invalid' },
  { it: 'the same error of another operator', more: { error: '001', provider: 'other' }, is: 'unreachable' },
  { it: 'a permanent error, whatever the state says', more: { error: '1', stat: 'REJECTD' }, is: 'invalid' },
  { it: 'nobody there', more: { error: '27' }, is: 'unreachable' },
  { it: 'nobody there until it expired', more: { stat: 'EXPIRED' }, is: 'unreachable' },
  { it: 'a message the operator refused', more: { stat: 'REJECTD', error: '803' }, is: undefined },
  { it: 'a STOP', more: { error: '053' }, is: undefined },
  { it: 'no credit', more: { error: '10' }, is: undefined },
  { it: 'a delivery', more: { outcome: 'delivered', stat: 'DELIVRD' }, is: undefined },
] as { it: string; more: Partial<NumberReceipt>; is: string | undefined }[])(
  '$it leaves a number $is',
  ({ more, is }) => {
    expect(fold([receipt(more)])?.state).toBe(is);
  },
);

const at = (day: number, more: Partial<NumberReceipt> = {}) =>
  receipt({ at: day * DAY, messageId: `day ${day}`, ...more });
const delivered = (day: number) => at(day, { outcome: 'delivered', stat: 'DELIVRD' });

test.each([
  { it: 'failing for 30 days', receipts: [at(0), at(12), at(30)], is: 'suspended' },
  { it: 'failing for less', receipts: [at(0), at(29.9)], is: 'unreachable' },
  { it: 'reached in between', receipts: [at(0), delivered(20), at(30), at(45)], is: 'unreachable' },
  { it: 'suspended and then reached', receipts: [at(0), at(31), delivered(32), at(33)], is: 'suspended' },
  { it: 'invalid and then reached', receipts: [at(0, { error: '1' }), delivered(1)], is: 'invalid' },
  { it: 'unreachable and then reached', receipts: [at(0), delivered(1)], is: undefined },
  { it: 'reached before it failed, reported later', receipts: [at(5), delivered(4)], is: 'unreachable' },
])('a number $it is $is', ({ receipts, is }) => {
  expect(fold(receipts)?.state).toBe(is);
});

test('the evidence is the receipt that changed the state', () => {
  expect(fold([at(0), at(12), at(30), at(31)])).toMatchObject({
    messageId: 'day 30',
    since: 0,
    lastFailureAt: 31 * DAY,
  });
});

test('receipts that are delivered again change nothing, and no receipt makes an invalid number valid', () => {
  const any = fc.array(
    fc.record({
      outcome: fc.constantFrom('delivered' as const, 'failed' as const),
      messageId: fc.string(),
      provider: fc.constantFrom('ovh', 'other'),
      stat: fc.constantFrom('UNDELIV', 'EXPIRED', 'REJECTD', 'UNKNOWN'),
      error: fc.constantFrom('1', '53', '27', '21614'),
      at: fc.integer({ min: 0, max: 90 * DAY }),
    }),
  );
  fc.assert(
    fc.property(any, (receipts) => {
      const state = fold(receipts);
      const [last] = receipts.slice(-1);
      expect(last ? foldReceipt(state, last, rules) : state).toEqual(state);
      if (receipts.some((each) => foldReceipt(undefined, each, rules)?.state === 'invalid')) {
        expect(state?.state).toBe('invalid');
      }
    }),
  );
});
