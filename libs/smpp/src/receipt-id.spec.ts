import * as fc from 'fast-check';
import { asAnswered } from './receipt-id';

test.each([
  { form: 'same', id: '00FF', answered: '00FF' },
  { form: 'hex', id: '00FF', answered: '255' },
  { form: 'decimal', id: '0255', answered: 'ff' },
  { form: 'decimal', id: 'ff', answered: 'ff' },
  { form: 'hex', id: '5f0c1a20-4b1e', answered: '5f0c1a20-4b1e' },
  { form: 'hex', id: '', answered: '' },
  { form: 'hex', id: 'f'.repeat(200), answered: 'f'.repeat(200) },
] as const)('$id of a receipt in $form was $answered in the answer', ({ form, id, answered }) => {
  expect(asAnswered(id, form)).toBe(answered);
});

test('hexadecimal and decimal undo each other', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 127n), (n) => {
      expect(asAnswered(asAnswered(n.toString(16), 'hex'), 'decimal')).toBe(n.toString(16));
    }),
  );
});
