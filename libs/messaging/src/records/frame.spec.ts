import { randomUUID } from 'node:crypto';
import { type Receipt, receipts } from '@stopsms/contracts';
import { fold, messagesIn, unfold } from './frame';

const RECORDED = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const keyOf = (n: number): string => String(n).padStart(22, 'k');

const receipt = (n: number, more: Partial<Receipt> = {}): Receipt => ({
  messageId: randomUUID(),
  advertiserId: null,
  recipientKey: keyOf(n),
  provider: 'main',
  smscId: String(n),
  outcome: 'delivered',
  stat: 'DELIVRD',
  at: 1_764_000_000_000,
  ...more,
});
const outgoing = (values: Receipt[], partition?: number) =>
  values.map((value) => ({ key: value.recipientKey, value, ...(partition !== undefined && { partition }) }));

test('common fields are written once, and each message is restored', () => {
  const values = [receipt(1), receipt(2, { error: '001' }), receipt(3)];
  const [frame, ...others] = fold(receipts, outgoing(values, 5));
  expect(others).toEqual([]);
  expect(frame).toMatchObject({ partition: 5, count: 3, indexes: [0, 1, 2] });
  const written = JSON.parse(frame?.text ?? '') as { shared: object; messages: object[] };
  expect(written.shared).toEqual({
    advertiserId: null,
    provider: 'main',
    outcome: 'delivered',
    stat: 'DELIVRD',
    at: 1_764_000_000_000,
  });
  expect(written.messages[0]).toEqual({ messageId: values[0]?.messageId, recipientKey: keyOf(1), smscId: '1' });
  expect(unfold(frame?.text ?? '').map(({ value }) => value)).toEqual(values);
});

test('a field that one message lacks is not shared', () => {
  const values = [receipt(1, { error: '001' }), receipt(2)];
  const [frame] = fold(receipts, outgoing(values, 0));
  expect(unfold(frame?.text ?? '').map(({ value }) => 'error' in value)).toEqual([true, false]);
});

test('each partition has frames of its own, in the order given', () => {
  const values = Array.from({ length: 100 }, (_, n) => receipt(n));
  const frames = fold(receipts, outgoing(values));
  expect(frames.length).toBe(new Set(frames.map(({ partition }) => partition)).size);
  expect(frames.length).toBeGreaterThan(6);
  expect(frames.reduce((sum, { count }) => sum + count, 0)).toBe(100);
  for (const { indexes, text } of frames) {
    expect([...indexes].sort((a, b) => a - b)).toEqual(indexes);
    expect(unfold(text).map(({ value }) => value['smscId'])).toEqual(indexes.map(String));
  }
});

test.each([
  { it: 'many messages', count: 1_001, error: undefined, frames: 5 },
  { it: 'long ones', count: 60, error: 'e'.repeat(10_000), frames: 4 },
  { it: 'one that is longer than a frame', count: 1, error: 'e'.repeat(300_000), frames: 1 },
])('$it go in several frames that a crash may repeat', ({ count, error, frames }) => {
  const values = Array.from({ length: count }, (_, n) => receipt(n, error === undefined ? {} : { error: error + n }));
  const folded = fold(receipts, outgoing(values, 3));
  expect(folded).toHaveLength(frames);
  expect(folded.flatMap(({ text }) => unfold(text).map(({ value }) => value))).toEqual(values);
});

test('only recorded traces are carried', () => {
  const [one, two] = outgoing([receipt(1), receipt(2)], 0);
  const [frame] = fold(receipts, [
    { ...one!, traceparent: RECORDED.replace(/1$/, '0') },
    { ...two!, traceparent: RECORDED },
  ]);
  expect(unfold(frame?.text ?? '').map(({ traceparent }) => traceparent)).toEqual([undefined, RECORDED]);
});

test.each([undefined, {}, { frame: 'many' }, { frame: '-3' }, { frame: '100000' }])(
  'a record with headers %j counts as one',
  (headers) => {
    expect(messagesIn({ key: null, headers: headers as never })).toBe(1);
  },
);

test('a record with a key is one message, whatever its headers say', () => {
  expect(messagesIn({ key: Buffer.from('k'), headers: { frame: Buffer.from('250') } })).toBe(1);
  expect(messagesIn({ key: null, headers: { frame: Buffer.from('250') } })).toBe(250);
});

test.each(['{}', '[]', 'null', '{"shared":{},"messages":{}}', 'x'])('%s is no frame', (text) => {
  expect(() => unfold(text)).toThrow();
});
