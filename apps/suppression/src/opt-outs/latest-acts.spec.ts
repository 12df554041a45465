import fc from 'fast-check';
import { instantOf } from './apply-returns';
import { type LatestActs, SKEW_MS, isOut } from './latest-acts';

const NONE: LatestActs = { stoppedAt: -Infinity, returnedAt: -Infinity };
const NOW = Date.parse('2026-11-25T10:00:00Z');

test.each([
  { it: 'STOP alone', acts: { stoppedAt: NOW }, out: true },
  { it: 'START alone', acts: { returnedAt: NOW }, out: false },
  { it: 'a START well after the STOP', acts: { stoppedAt: NOW, returnedAt: NOW + 5_001 }, out: false },
  { it: 'a START within the skew', acts: { stoppedAt: NOW, returnedAt: NOW + 5_000 }, out: true },
  { it: 'both at once', acts: { stoppedAt: NOW, returnedAt: NOW }, out: true },
  { it: 'a STOP after the START', acts: { stoppedAt: NOW + 90_000, returnedAt: NOW + 60_000 }, out: true },
])('after $it a person is out: $out', ({ acts, out }) => {
  expect(isOut({ ...NONE, ...acts })).toBe(out);
});

test('only a return later than every STOP, by more than the skew, ends the opt-out', () => {
  const instants = fc.array(fc.integer({ min: NOW, max: NOW + 4 * SKEW_MS }), { maxLength: 6 });
  fc.assert(
    fc.property(instants, instants, (stops, returns) => {
      const isEnded = returns.some((back) => stops.every((stop) => back > stop + SKEW_MS));
      const acts = { stoppedAt: Math.max(...stops), returnedAt: Math.max(...returns) };
      expect(isOut(acts)).toBe(stops.length > 0 && !isEnded);
    }),
  );
});

test('a return ends nothing accepted after it, and no wrong clock of an operator unblocks', () => {
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
