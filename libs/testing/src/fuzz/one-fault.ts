import fc from 'fast-check';
import { wildValue } from './arbitrary-of';

type Step = string | number;

/** JSON values of `sound`, each with one part replaced by a value that no service expects, or left out. */
export function oneFault(sound: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(sound, wildValue, fc.integer({ min: 0, max: 1_000_000 }), fc.boolean())
    .map(([value, wild, nth, leavesOut]) => {
      const paths = pathsIn(value);
      return faultAt(value, paths[nth % paths.length] ?? [], leavesOut ? undefined : wild);
    });
}

/** Paths of the parts of a value, the value itself last, so that single fields are hit more often than all at once. */
function pathsIn(value: unknown, at: Step[] = []): Step[][] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((part, n) => pathsIn(part, [...at, n]))
    : Object.entries(value).flatMap(([name, part]) => pathsIn(part, [...at, name]));
  return [...inside, at];
}

/** A copy of `value` with `part` at `path`; `undefined` leaves a member of an object out. */
function faultAt(value: unknown, [step, ...rest]: Step[], part: unknown): unknown {
  if (step === undefined) return part;
  if (Array.isArray(value)) return value.map((item, n) => (n === step ? faultAt(item, rest, part) : item));
  const object = value as Record<string, unknown>;
  return { ...object, [step]: faultAt(object[step], rest, part) };
}
