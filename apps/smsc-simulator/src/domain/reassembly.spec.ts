import * as fc from 'fast-check';
import { type Part, Reassembly } from './reassembly';

const part = (reference: number, total: number, sequence: number, from = 'ALBA'): Part => ({
  from,
  to: '+33639980001',
  text: `${reference}:${sequence}`,
  messageId: `id-${reference}-${sequence}`,
  submittedAt: 0,
  position: { reference, total, sequence },
});

const texts = (parts: Part[] | undefined): string[] | undefined => parts?.map(({ text }) => text);

test('a text of one part is complete at once, with or without a position', () => {
  const { position: _, ...single } = part(1, 1, 1);
  expect(texts(new Reassembly().add(single))).toEqual(['1:1']);
  expect(texts(new Reassembly().add(part(1, 1, 1)))).toEqual(['1:1']);
});

test('parts are joined in their order, whatever the order of arrival', () => {
  const orders = fc.integer({ min: 2, max: 9 }).chain((total) => {
    const sequences = Array.from({ length: total }, (_, index) => index + 1);
    return fc.shuffledSubarray(sequences, { minLength: total, maxLength: total });
  });
  fc.assert(
    fc.property(orders, (order) => {
      const reassembly = new Reassembly();
      const results = order.map((sequence) => texts(reassembly.add(part(7, order.length, sequence))));
      expect(results.slice(0, -1).every((result) => result === undefined)).toBe(true);
      expect(results.at(-1)).toEqual(order.map((_, index) => `7:${index + 1}`));
    }),
  );
});

test('a part that comes twice counts once', () => {
  const reassembly = new Reassembly();
  expect([reassembly.add(part(1, 2, 1)), reassembly.add(part(1, 2, 1))]).toEqual([undefined, undefined]);
  expect(texts(reassembly.add(part(1, 2, 2)))).toEqual(['1:1', '1:2']);
});

test.each([
  { it: 'another reference', other: part(2, 2, 2) },
  { it: 'another sender', other: part(1, 2, 2, 'BELIA') },
])('parts with $it are not joined', ({ other }) => {
  const reassembly = new Reassembly();
  reassembly.add(part(1, 2, 1));
  expect(reassembly.add(other)).toBeUndefined();
});

test('a reference may be used again once its text is complete', () => {
  const reassembly = new Reassembly();
  reassembly.add(part(1, 2, 1));
  reassembly.add(part(1, 2, 2));
  expect(reassembly.add(part(1, 2, 2))).toBeUndefined();
  expect(texts(reassembly.add(part(1, 2, 1)))).toEqual(['1:1', '1:2']);
});
