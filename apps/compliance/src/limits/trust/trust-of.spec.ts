import fc from 'fast-check';
import { ASK_FROM, REFUSE_FROM } from '@stopsms/text-reader';
import { shippedPacks } from '../../rules/fixtures/packs';
import { type TrustFigures, trustOf } from './trust-of';

const POLICY = {
  trusted: { rightTexts: 1_000, bandPercent: 50 },
  watched: { days: 90, bandPercent: 120 },
};
const BAND = REFUSE_FROM - ASK_FROM;
const NOON = Date.parse('2026-11-25T12:00:00Z');

test.each<[string, TrustFigures | undefined, string, number]>([
  ['nobody knows anything of', undefined, 'usual', 1],
  ['was right 999 times', { rightTexts: 999 }, 'usual', 1],
  ['was right 1,000 times', { rightTexts: 1_000 }, 'trusted', 0.5],
  ['was caught today', { rightTexts: 0, caughtOn: '2026-11-25' }, 'watched', 1.2],
  ['was caught 90 days ago', { rightTexts: 0, caughtOn: '2026-08-27' }, 'watched', 1.2],
  ['was caught 91 days ago', { rightTexts: 999, caughtOn: '2026-08-26' }, 'usual', 1],
  ['was right 1,000 times within 90 days of it', { rightTexts: 1_000, caughtOn: '2026-09-30' }, 'watched', 1.2],
  ['was right 1,000 times since, and it is long ago', { rightTexts: 1_000, caughtOn: '2026-01-30' }, 'trusted', 0.5],
])('judges an advertiser that %s', (_, figures, level, width) => {
  const trust = trustOf(POLICY, figures, NOON);
  expect(trust).toMatchObject({ standing: level, ...figures });
  expect(trust.askFrom).toBeCloseTo(REFUSE_FROM - BAND * width);
});

test('a trusted advertiser is reviewed no more than others, a watched one no less; the refusal score stays', () => {
  const figures = fc.record(
    { rightTexts: fc.nat(5_000), caughtOn: fc.constantFrom('2026-01-30', '2026-08-26', '2026-08-27', '2026-11-25') },
    { requiredKeys: ['rightTexts'] },
  );
  const policy = fc.record({
    trusted: fc.record({
      rightTexts: fc.integer({ min: 1, max: 5_000 }),
      bandPercent: fc.integer({ min: 0, max: 100 }),
    }),
    watched: fc.record({ days: fc.nat(400), bandPercent: fc.integer({ min: 100, max: 300 }) }),
  });
  fc.assert(
    fc.property(policy, figures, (by, known) => {
      const { standing, askFrom } = trustOf(by, known as TrustFigures, NOON);
      expect(askFrom).toBeLessThanOrEqual(REFUSE_FROM);
      if (standing === 'trusted') expect(askFrom).toBeGreaterThanOrEqual(ASK_FROM);
      if (standing === 'usual') expect(askFrom).toBe(ASK_FROM);
      if (standing === 'watched') expect(askFrom).toBeLessThanOrEqual(ASK_FROM);
    }),
  );
});

test('every pack defines which advertisers are reviewed less and more', () => {
  for (const country of ['FR', 'US', 'CA', 'GB', 'BE', 'CH', 'DE', 'ES', 'IT', 'LU']) {
    expect(shippedPacks().inForce(country, NOON)?.review).toEqual(POLICY);
  }
});
