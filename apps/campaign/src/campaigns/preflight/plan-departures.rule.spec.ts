import fc from 'fast-check';
import { type Departing, planDepartures } from './plan-departures.rule';

const S = 1_000;
const day = (n: number) => ({ opensAt: n * 1_000 * S, closesAt: (n * 1_000 + 100) * S });

it('ends when all messages are sent at the given rate', () => {
  expect(planDepartures([{ count: 500, from: 0 }], 10)).toEqual({
    leaves: [{ from: 0, to: 50 * S, messages: 500 }],
    endsAt: 50 * S,
    late: 0,
    beyond: 0,
  });
});

it('continues in the next window with messages that did not fit the first', () => {
  expect(planDepartures([{ count: 1_500, from: 20 * S, windows: [day(0), day(1)] }], 10)).toEqual({
    leaves: [
      { from: 20 * S, to: 100 * S, messages: 800 },
      { from: 1_000 * S, to: 1_070 * S, messages: 700 },
    ],
    endsAt: 1_070 * S,
    late: 0,
    beyond: 0,
  });
});

it('sends messages whose window closes first, and adds held ones when their window opens', () => {
  const short = { count: 100, from: 0, windows: [{ opensAt: 0, closesAt: 10 * S }] };
  const later = { count: 50, from: 30 * S };
  const { leaves, endsAt } = planDepartures([{ count: 100, from: 0 }, short, later], 10);
  expect(leaves).toEqual([
    { from: 0, to: 20 * S, messages: 200 },
    { from: 30 * S, to: 35 * S, messages: 50 },
  ]);
  expect(endsAt).toBe(35 * S);
});

it('counts messages that are late, and those that fit in no known window', () => {
  expect(planDepartures([{ count: 500, from: 0 }], 10, 20 * S)).toMatchObject({ late: 300, beyond: 0 });
  expect(planDepartures([{ count: 500, from: 0 }], 10, 20 * S)).not.toHaveProperty('endsAt');
  expect(planDepartures([{ count: 1_500, from: 0, windows: [day(0)] }], 10)).toMatchObject({ late: 0, beyond: 500 });
  expect(planDepartures([{ count: 5, from: 0, windows: [] }], 10)).toEqual({ leaves: [], late: 0, beyond: 5 });
});

it('returns no departures for no messages', () => {
  expect(planDepartures([], 10)).toEqual({ leaves: [], late: 0, beyond: 0 });
});

it('continues if less than one message fits before a window closes', () => {
  const windows = [{ opensAt: 0, closesAt: 5 }, day(1)];
  expect(planDepartures([{ count: 3, from: 0, windows }], 0.5)).toMatchObject({ endsAt: 1_006 * S, beyond: 0 });
});

const window = fc.tuple(fc.nat(1e6), fc.nat(1e5)).map(([opensAt, ms]) => ({ opensAt, closesAt: opensAt + ms + 1 }));
const departing: fc.Arbitrary<Departing> = fc.record(
  {
    count: fc.nat(5_000),
    from: fc.nat(1e6),
    windows: fc.array(window, { maxLength: 4 }).map((all) => {
      const sorted = all.sort((one, other) => one.opensAt - other.opensAt);
      return sorted.filter((each, n) => n === 0 || each.opensAt >= (sorted[n - 1]?.closesAt ?? 0));
    }),
  },
  { requiredKeys: ['count', 'from'] },
);

it('loses no message, exceeds no rate, and never goes back in time', () => {
  fc.assert(
    fc.property(fc.array(departing, { maxLength: 6 }), fc.integer({ min: 1, max: 500 }), (all, perSecond) => {
      const { leaves, late, beyond } = planDepartures(all, perSecond, 2e6);
      const sent = leaves.reduce((sum, { messages }) => sum + messages, 0);
      expect(sent + late + beyond).toBe(all.reduce((sum, { count }) => sum + count, 0));
      leaves.forEach(({ from, to, messages }, n) => {
        expect(from).toBeGreaterThanOrEqual(leaves[n - 1]?.to ?? 0);
        expect(messages).toBeLessThanOrEqual(((to - from) * perSecond) / 1_000 + 1e-6);
      });
    }),
  );
});
