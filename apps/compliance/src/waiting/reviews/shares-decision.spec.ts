import fc from 'fast-check';
import { type Weighed, sharesApproval, sharesRefusal } from './shares-decision';

const weighed = fc.record({
  kinds: fc.uniqueArray(fc.constantFrom('GIFT', 'PRICE', 'FOREIGN_LINK', 'NO_RELATION')),
  score: fc.integer({ min: 0, max: 100 }),
}) satisfies fc.Arbitrary<Weighed>;

test.each([
  { it: 'the same', kinds: ['PRICE'], score: 50, approval: true, refusal: true },
  { it: 'one kind less', kinds: [], score: 50, approval: true, refusal: false },
  { it: 'one kind more', kinds: ['PRICE', 'GIFT'], score: 50, approval: false, refusal: true },
  { it: 'another kind', kinds: ['GIFT'], score: 50, approval: false, refusal: false },
  { it: 'less certainty', kinds: ['PRICE'], score: 10, approval: true, refusal: false },
  { it: 'more certainty', kinds: ['PRICE'], score: 90, approval: false, refusal: true },
])('compares $it with the decided text', ({ kinds, score, approval, refusal }) => {
  const decided = { kinds: ['PRICE'], score: 50 };
  expect([sharesApproval({ kinds, score }, decided), sharesRefusal({ kinds, score }, decided)]).toEqual([
    approval,
    refusal,
  ]);
});

test('each text shares its own decision', () => {
  fc.assert(
    fc.property(weighed, (text) => {
      expect([sharesApproval(text, text), sharesRefusal(text, text)]).toEqual([true, true]);
    }),
  );
});

test('texts that share approvals also share refusals', () => {
  fc.assert(
    fc.property(weighed, weighed, (one, other) => {
      expect(sharesApproval(one, other)).toBe(sharesRefusal(other, one));
    }),
  );
});
