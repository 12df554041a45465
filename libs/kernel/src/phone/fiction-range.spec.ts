import fc from 'fast-check';
import { isFictionNumber } from './fiction-range';
import { readPhone } from './read-phone';

const digit = fc.constantFrom(...'0123456789');
const near = fc
  .tuple(
    fc.constantFrom('+3363998', '+33063998', '+447700900', '+4407700900', '+120255501', '+1120255501'),
    fc.array(digit),
  )
  .map(([start, rest]) => `${start}${rest.slice(0, 5).join('')}`);
const any = fc.tuple(fc.constantFrom('+33', '+44', '+1', '+262'), fc.array(digit, { minLength: 5, maxLength: 11 }));

test('every number that reads as fiction is one without being read', () => {
  let fiction = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        near,
        any.map(([code, rest]) => `${code}${rest.join('')}`),
      ),
      (e164) => {
        const read = readPhone(e164, 'FR');
        if (!read.ok || !read.value.fiction) return;
        fiction += 1;
        expect(isFictionNumber(e164)).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(fiction).toBeGreaterThan(50);
});

test.each(['+33612345678', '+447911123456', '+12025551234', '+3363998001', '+336399800123'])('%s is not', (e164) => {
  expect(isFictionNumber(e164)).toBe(false);
});
