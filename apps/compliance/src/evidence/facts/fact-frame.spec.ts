import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { type Fact, KINDS } from './fact';
import { FactFrame, type FrameColumns, encodeFrame, hexOf } from './fact-frame';

const DAY = '2026-11-25';
const AT = { position: '7', day: DAY };
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((array) => Buffer.from(array));
/** Few of them, as in a batch. */
const digest = fc.constantFrom(...[1, 2, 3].map((each) => Buffer.alloc(32, each)));
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const key = fc.tuple(bytes(16), fc.integer({ min: 0, max: 15 })).map(([key, generation]) => {
  const last = key.toString('base64url');
  // The last of 22 characters has two bits of the key and four of the generation.
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return last.slice(0, -1) + alphabet.charAt((alphabet.indexOf(last.slice(-1)) & 0b110000) | generation);
});
const own = fc.dictionary(
  fc.string({ maxLength: 8 }).filter((name) => name !== '__proto__'),
  fc.oneof(fc.string(), fc.integer(), fc.array(fc.string(), { maxLength: 2 })),
  { maxKeys: 4 },
);
const fact: fc.Arbitrary<Fact> = fc.record({
  messageId: fc.uuid(),
  kind: fc.constantFrom(...KINDS),
  attempt: fc.integer({ min: 0, max: 32_767 }),
  at: fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
  day: fc.constant(DAY),
  recipientKey: orNull(key),
  context: orNull(digest),
  reading: orNull(digest),
  consentId: orNull(fc.uuid()),
  own: own.map((object) => JSON.stringify(object)),
  previous: orNull(bytes(32)),
  hash: bytes(32),
});
const decode = (columns: FrameColumns): Fact[] => {
  const frame = new FactFrame(AT, columns);
  return Array.from({ length: frame.count }, (_, number) => frame.fact(number));
};

test('any facts in a frame are read as written', () => {
  fc.assert(
    fc.property(fc.array(fact, { minLength: 1, maxLength: 60 }), (facts) => {
      const columns = encodeFrame(facts);
      expect(decode(columns)).toEqual(facts);
      const frame = new FactFrame(AT, columns);
      for (const { messageId } of facts)
        expect(frame.numbersOf(hexOf(messageId))).toEqual(
          facts.flatMap((one, n) => (one.messageId === messageId ? [n] : [])),
        );
    }),
  );
});

/** One of each kind of field, and a second that shares its digests. */
const SAMPLE: Fact[] = [1, 2].map((attempt) => ({
  ...{
    messageId: '0192a1b0-0000-7000-8000-000000000001',
    kind: 'decision' as const,
    attempt,
    at: Date.parse(DAY),
    day: DAY,
  },
  ...{ recipientKey: 'AAAAAAAAAAAAAAAAAAAAAA', context: Buffer.alloc(32, 1), reading: Buffer.alloc(32, 2) },
  ...{ consentId: '0192a1b0-0000-7000-8000-000000000002', own: '{"a":1}', previous: null, hash: Buffer.alloc(32, 3) },
}));

// If this fails, no frame that was ever stored can be read. Keep this layout for those, and give the new one a mark of its own.
test('a frame has the same bytes as in earlier releases', () => {
  const { facts, hashes } = encodeFrame(SAMPLE);
  const [context, reading] = ['01'.repeat(32), '02'.repeat(32)];
  const rest = `${'00'.repeat(18)}00000000${'0192a1b00000700080000000000000'}02`;
  const one = (attempt: string) => `0192a1b0000070008000000000000001000f${attempt}01a210008800${rest}`;
  expect(facts.toString('hex')).toBe(`0001${context}0001${reading}${one('0001')}${one('0002')}`);
  expect(hashes.toString('hex')).toBe('03'.repeat(64));
});

test('stores digests that facts share once', () => {
  const [one, both] = [encodeFrame(SAMPLE.slice(0, 1)), encodeFrame(SAMPLE)];
  expect(both.facts.length - one.facts.length).toBe(26 + 18 + 2 + 2 + 16);
});

describe('a damaged frame', () => {
  const whole = encodeFrame(SAMPLE);
  test.each([
    ['its JSON is cut off', { ...whole, own: whole.own.subarray(0, 3) }],
    ['its JSON is something else', { ...whole, own: randomBytes(40) }],
    ['its hashes are cut off', { ...whole, hashes: whole.hashes.subarray(0, 32) }],
    ['its facts are cut off', { ...whole, facts: whole.facts.subarray(0, 100) }],
    ['its digests are cut off', { ...whole, facts: whole.facts.subarray(0, 40) }],
    ['it has none', { ...whole, facts: Buffer.alloc(0) }],
  ])('is not read if %s', (_, columns) => {
    expect(() => decode(columns)).toThrow(/^Frame 7 of 2026-11-25 cannot be read: .*restore it from a backup\.$/s);
  });
});
