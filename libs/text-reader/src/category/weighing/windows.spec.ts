import fc from 'fast-check';
import { type Feature, featuresOf } from './features';
import { windowsOf, WINDOW } from './model';
import { tokensOf } from './tokens';

const wordsFrom = (count: number) =>
  tokensOf(Array.from({ length: count }, (_, n) => `w${'abcdefghij'[n % 10]}`).join(' '));

test('every word lies in a window, and a window holds nothing that reaches out of it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), (count) => {
      const tokens = wordsFrom(count);
      const features = featuresOf(tokens, () => true);
      const windows = windowsOf(features, tokens.length);
      const reached = new Set(windows.flat().map(({ first }: Feature) => first));
      expect(tokens.every((_, index) => reached.has(index))).toBe(true);
      for (const window of windows) {
        const firsts = window.map(({ first }) => first);
        const lasts = window.map(({ last }) => last);
        if (window.length > 0) expect(Math.max(...lasts) - Math.min(...firsts)).toBeLessThan(WINDOW);
      }
    }),
  );
});
