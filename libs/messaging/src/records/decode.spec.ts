import { randomUUID } from 'node:crypto';
import { type Receipt, journal, receipts } from '@stopsms/contracts';
import fc from 'fast-check';
import type { KafkaMessage } from '@stopsms/kafka-client';
import { fitsWith, misfit } from './contract-check';
import { Decoded, Malformed, decode } from './decode';

const KEY = 'k'.repeat(22);
const SHARED = { advertiserId: null, provider: 'main', outcome: 'delivered', stat: 'DELIVRD', at: 1_764_000_000_000 };

const frame = (shared: unknown, messages: unknown) =>
  ({
    key: null,
    value: Buffer.from(JSON.stringify({ shared, messages })),
    headers: { frame: Buffer.from('1') },
    offset: '7',
    timestamp: '1764000000000',
  }) as unknown as KafkaMessage;
const own = (n: number): Partial<Receipt> => ({ messageId: randomUUID(), recipientKey: KEY, smscId: String(n) });
const decoded = (shared: unknown, messages: unknown) => decode(receipts, 3, frame(shared, messages), () => true);

test('of a frame of a megabyte, one broken message is malformed alone, as it was written', () => {
  const messages = Array.from({ length: 8_000 }, (_, n) => own(n));
  messages[4_321] = { ...own(4_321), at: -1, error: 'é' };
  const all = decoded(SHARED, messages);
  const broken = all.flatMap((one, index) => (one instanceof Malformed ? [{ index, ...one }] : []));
  expect(broken).toEqual([
    {
      index: 4_321,
      detail: expect.stringMatching(/^\/at: /),
      record: expect.objectContaining({ key: Buffer.from(KEY), headers: {}, offset: '7' }),
    },
  ]);
  expect(JSON.parse(String(broken[0]?.record.value))).toEqual({ ...SHARED, ...messages[4_321] });
  const good = all.filter((one) => one instanceof Decoded);
  expect(good.map(({ value }) => (value as Receipt).smscId)).toEqual(
    messages.flatMap(({ smscId }, index) => (index === 4_321 ? [] : smscId)),
  );
  const last = good.at(-1) as Decoded;
  expect(JSON.parse(String(last.record().value))).toEqual({ ...SHARED, ...messages.at(-1) });
});

test.each([null, 7, 'text', [], [own(1)]])(
  'a message %j of a frame is no object, whatever the others share',
  (message) => {
    const [wrong, right] = decoded({ ...SHARED, ...own(1) }, [message, {}]);
    expect(wrong).toMatchObject({ detail: 'a message of the frame is no object' });
    expect(right).toBeInstanceOf(Decoded);
  },
);

test('a common field that does not fit concerns only the messages without their own', () => {
  const [own1, own2] = decoded({ ...SHARED, outcome: 'perhaps' }, [own(1), { ...own(2), outcome: 'failed' }]);
  expect(own1).toMatchObject({ detail: '/outcome: Expected union value' });
  expect(own2).toMatchObject({ value: { outcome: 'failed' } });
});

test('a field named like the prototype changes none', () => {
  const [one] = decode(
    receipts,
    0,
    {
      ...frame({}, []),
      value: Buffer.from(
        `{"shared":{"__proto__":{"at":1}},"messages":[${JSON.stringify({ ...SHARED, ...own(1), at: undefined })}]}`,
      ),
    },
    () => true,
  );
  expect(one).toMatchObject({ detail: expect.stringMatching(/^\/at: /) });
  const [other] = decoded(SHARED, [
    JSON.parse(`{"__proto__":{"stolen":1},${JSON.stringify(own(1)).slice(1)}`),
  ]) as Decoded[];
  expect((other?.value as { stolen?: number }).stolen).toBeUndefined();
  expect(Object.getPrototypeOf(other?.value)).toBe(Object.prototype);
});

const field = fc.constantFrom(
  'messageId',
  'advertiserId',
  'recipientKey',
  'outcome',
  'at',
  'error',
  'constructor',
  'more',
);
const content = fc.oneof(
  fc.constantFrom(null, KEY, 'delivered', 'failed', SHARED.at, -1),
  fc.uuid(),
  fc.array(fc.integer(), { maxLength: 1 }),
);
const fields = fc.dictionary(field, content, { maxKeys: 2 });

test('a message that fits by its fields fits as a whole, for any fields common or its own', () => {
  let fitting = 0;
  fc.assert(
    fc.property(fields, fields, fc.boolean(), (shared, mine, isComplete) => {
      const common = isComplete ? { ...SHARED, ...own(1), ...shared } : shared;
      if (!fitsWith(receipts, common)(mine)) return;
      fitting += 1;
      expect(misfit(receipts, { ...common, ...mine })).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
  expect(fitting).toBeGreaterThan(50);
});

test('a contract of alternatives is checked as a whole', () => {
  expect(fitsWith(journal, {})({})).toBe(false);
});
