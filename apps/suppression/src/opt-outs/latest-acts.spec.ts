import fc from 'fast-check';
import { instantOf } from './apply-returns';
import { type LatestActs, SKEW_MS, hear, isOut } from './latest-acts';

const NOTHING: LatestActs = { stoppedAt: -Infinity, returnedAt: -Infinity };
const NOW = Date.parse('2026-11-25T10:00:00Z');

test.each([
  { it: 'STOP alone', acts: [{ stoppedAt: NOW }], out: true },
  { it: 'START alone', acts: [{ returnedAt: NOW }], out: false },
  { it: 'a START well after the STOP', acts: [{ stoppedAt: NOW }, { returnedAt: NOW + 5_001 }], out: false },
  { it: 'a START within the skew', acts: [{ stoppedAt: NOW }, { returnedAt: NOW + 5_000 }], out: true },
  { it: 'both at once', acts: [{ stoppedAt: NOW }, { returnedAt: NOW }], out: true },
  {
    it: 'a second STOP after the START',
    acts: [{ stoppedAt: NOW }, { returnedAt: NOW + 60_000 }, { stoppedAt: NOW + 90_000 }],
    out: true,
  },
])('after $it a person is out: $out', ({ acts, out }) => {
  expect(isOut(acts.reduce(hear, NOTHING))).toBe(out);
});

test('the order in which acts are heard of, and how often, changes nothing; a STOP of the last 5 s wins', () => {
  const at = fc.integer({ min: NOW, max: NOW + 4 * SKEW_MS });
  const act = fc.oneof(
    at.map((stoppedAt) => ({ stoppedAt })),
    at.map((returnedAt) => ({ returnedAt })),
  );
  const heard = fc
    .array(act, { minLength: 1, maxLength: 12 })
    .chain((acts) =>
      fc.tuple(
        fc.constant(acts),
        fc.shuffledSubarray([...acts, ...acts], { minLength: 2 * acts.length, maxLength: 2 * acts.length }),
      ),
    );
  fc.assert(
    fc.property(heard, ([acts, again]) => {
      const state = isOut(acts.reduce<LatestActs>(hear, NOTHING));
      expect(isOut(again.reduce<LatestActs>(hear, NOTHING))).toBe(state);
      const stops = acts.flatMap((each) => ('stoppedAt' in each ? [each.stoppedAt] : []));
      const lifted = acts.some(
        (each) => 'returnedAt' in each && stops.every((stop) => each.returnedAt > stop + SKEW_MS),
      );
      expect(state).toBe(stops.length > 0 && !lifted);
    }),
  );
});

test('a return ends nothing that was accepted after it, and no wrong clock of an operator unblocks', () => {
  const since = fc.integer({ min: 0, max: 4 * SKEW_MS });
  const acts = fc.record({ stop: since, back: since, stopBehind: fc.nat(), backBehind: fc.nat() });
  fc.assert(
    fc.property(acts, ({ stop, back, stopBehind, backBehind }) => {
      const [stopAcceptedAt, returnAcceptedAt] = [NOW + stop, NOW + back];
      const out = isOut({
        ...{ stoppedAt: stopAcceptedAt - stopBehind, returnedAt: returnAcceptedAt - backBehind },
        ...{ stopAcceptedAt, returnAcceptedAt },
      });
      if (stop >= back) expect(out).toBe(true);
      if (stopBehind === 0 && backBehind === 0) expect(out).toBe(back <= stop + SKEW_MS);
      const returned = { at: returnAcceptedAt - backBehind, acceptedAt: returnAcceptedAt };
      const begins = instantOf({ at: stopAcceptedAt - stopBehind, acceptedAt: stopAcceptedAt }, returned);
      if (stop >= back) expect(begins).toBe(stopAcceptedAt);
    }),
  );
});
