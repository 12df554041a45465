import { type TObject, type TSchema, Type } from '@sinclair/typebox';
import { MAX_INSTANT } from '@stopsms/kernel';
import { compacted, days, defineTopic, topology } from '@stopsms/contracts';
import { incompatibilities } from './compatibility';
import { currentContracts } from './contract';

const OneOf = (...values: string[]) => Type.Union(values.map((value) => Type.Literal(value)));
const topic = (value: TObject, more: object = {}) => ({
  topic: defineTopic({
    name: 'a.facts.v1',
    description: '',
    key: { description: '', pattern: '^k$' },
    value,
    cleanup: days(1),
    ...more,
  }),
  writer: 'campaign' as const,
  readers: [],
});
const found = (before: ReturnType<typeof topic>[], now: ReturnType<typeof topic>[]) =>
  incompatibilities(currentContracts(before), currentContracts(now)).map(({ kind, what }) => `${kind}: ${what}`);
const fields = (field: TSchema) => [topic(Type.Object({ id: Type.String(), field }))];

describe('a change of a topic', () => {
  it.each([
    [
      'an optional field is added',
      { id: Type.String() },
      { id: Type.String(), more: Type.Optional(Type.String()) },
      [],
    ],
    [
      'a field is removed',
      { id: Type.String(), more: Type.Optional(Type.String()) },
      { id: Type.String() },
      ['breaks: a.facts.v1 value.more is gone'],
    ],
    [
      'a required field is added',
      { id: Type.String() },
      { id: Type.String(), more: Type.String() },
      ['breaks: a.facts.v1 value.more is new and required'],
    ],
  ])('%s', (_, before, now, expected) => {
    expect(found([topic(Type.Object(before))], [topic(Type.Object(now))])).toEqual(expected);
  });

  it.each([
    ['other words', Type.String({ description: 'a' }), Type.String({ description: 'b' }), []],
    [
      'optional becomes required',
      Type.Optional(Type.String()),
      Type.String(),
      ['breaks: … was optional and is required'],
    ],
    [
      'required becomes optional',
      Type.String(),
      Type.Optional(Type.String()),
      ['readers-first: … was required and is optional'],
    ],
    ['another type', Type.String(), Type.Integer(), ['breaks: …: type was "string" and is "integer"']],
    ['a pattern is set', Type.String(), Type.String({ pattern: '^a' }), ['breaks: …: pattern was none and is "^a"']],
    ['a pattern is dropped', Type.String({ pattern: '^a' }), Type.String(), ['readers-first: …: pattern "^a" is gone']],
    [
      'a bound is tightened',
      Type.Integer({ minimum: 0 }),
      Type.Integer({ minimum: 1 }),
      ['breaks: …: minimum was 0 and is 1'],
    ],
    ['instants get their end', Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0, maximum: MAX_INSTANT }), []],
    [
      'a bound is loosened',
      Type.String({ maxLength: 5 }),
      Type.String(),
      ['readers-first: …: maxLength was 5 and is Infinity'],
    ],
    ['a word is taken away', OneOf('a', 'b'), OneOf('a'), ['breaks: …: "b" is allowed no more']],
    ['a word is added', OneOf('a', 'b'), OneOf('b', 'a', 'c'), ['readers-first: …: "c" is allowed too']],
    [
      'null is allowed',
      Type.String(),
      Type.Union([Type.String(), Type.Null()]),
      ['readers-first: …: null is allowed too'],
    ],
    [
      'deep in a list',
      Type.Array(Type.Object({ a: Type.String() })),
      Type.Array(Type.Object({ a: Type.Null() })),
      ['breaks: …[].a: type was "string" and is "null"'],
    ],
    [
      'a keyword we do not know',
      Type.String(),
      Type.String({ contentEncoding: 'x' }),
      [expect.stringMatching(/^breaks: .*"contentEncoding" cannot be compared/)],
    ],
  ])('%s', (_, before, now, expected) => {
    const path = 'a.facts.v1 value.field';
    expect(found(fields(before), fields(now))).toEqual(
      expected.map((line) => (typeof line === 'string' ? line.replace('…', path) : line)),
    );
  });

  it.each([
    ['is gone', [], 'a.facts.v1 is gone'],
    ['has other partitions', [topic(Type.Object({}), { partitions: 1 })], 'partitions was 12 and is 1'],
    [
      'is cleaned up otherwise',
      [topic(Type.Object({}), { cleanup: compacted })],
      'cleanup was "delete" and is "compact"',
    ],
    ['has other keys', [topic(Type.Object({}), { key: { description: '' } })], 'keyPattern was "^k$" and is null'],
    [
      'is partitioned otherwise',
      [topic(Type.Object({}), { partitionBy: (key: string) => key.slice(1) })],
      'partitionedBy was',
    ],
  ])('of which the topic %s breaks', (_, now, expected) => {
    expect(found([topic(Type.Object({}))], now)).toEqual([
      expect.stringMatching(`^breaks: .*${expected.replaceAll(/[$^]/g, '\\$&')}`),
    ]);
  });

  it('of a door used by others must not close it', () => {
    const [open] = [{ ...topic(Type.Object({})), open: true as const }];
    expect(found([open], [topic(Type.Object({}))])).toEqual(['breaks: a.facts.v1: others may no longer write to it']);
  });
});

it('knows every keyword our contracts use', () => {
  const contracts = currentContracts(topology);
  expect(incompatibilities(contracts, structuredClone(contracts))).toEqual([]);
});
