import * as fc from 'fast-check';
import { Fifo } from './fifo';

test('behaves as an array does, whatever is pushed, taken and looked at', () => {
  const steps = fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat() }, { weight: 2, arbitrary: fc.constant('shift') }), {
    maxLength: 2_000,
  });
  fc.assert(
    fc.property(steps, (actions) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      for (const action of actions) {
        if (typeof action === 'string') expect(fifo.shift()).toBe(model.shift());
        else {
          fifo.push(action);
          model.push(action);
        }
      }
      expect(Array.from({ length: fifo.length }, (_, index) => fifo.at(index))).toEqual(model);
    }),
    { numRuns: 30 },
  );
});

test('keeps its order through a hundred thousand items', () => {
  const fifo = new Fifo<number>();
  const taken: (number | undefined)[] = [];
  for (let item = 0; item < 100_000; item += 1) {
    fifo.push(item);
    if (item % 3 !== 0) taken.push(fifo.shift());
  }
  while (fifo.length > 0) taken.push(fifo.shift());
  expect(taken).toEqual(Array.from({ length: 100_000 }, (_, item) => item));
  expect(fifo.shift()).toBeUndefined();
});
