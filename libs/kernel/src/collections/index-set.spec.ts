import fc from 'fast-check';
import { IndexSet } from './index-set';

test('behaves as a Set that is cleared', () => {
  const index = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(fc.array(fc.oneof(index, fc.constant('clear' as const))), (steps) => {
      const [set, model] = [new IndexSet(5), new Set<number>()];
      for (const step of steps) {
        if (step === 'clear') {
          set.clear();
          model.clear();
          continue;
        }
        expect(set.add(step)).toBe(!model.has(step));
        model.add(step);
      }
    }),
  );
});

test('stays empty after more clears than a generation can count', () => {
  const set = new IndexSet(1);
  set.add(0);
  for (let clears = 1; clears <= 2 ** 16; clears += 1) {
    set.clear();
    if (clears >= 2 ** 16 - 2) expect([clears, set.add(0), set.add(0)]).toEqual([clears, true, false]);
  }
});
