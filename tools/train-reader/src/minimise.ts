// L-BFGS: the minimum of a smooth convex function of many variables, deterministic and without a step size to choose.

/** Value of a function at a point, and its gradient there. */
export interface Loss {
  loss: number;
  gradient: Float64Array;
}

const MEMORY = 8;
const MAX_STEPS = 60;
/** Share of the first gradient's length at which nothing more is gained. */
const TOLERANCE = 1e-3;

/** @param lossAt - must not keep the point that it is given */
export function minimise(
  lossAt: (point: Float64Array) => Loss,
  start: Float64Array,
  maxSteps = MAX_STEPS,
): Float64Array {
  let at = start;
  let here = lossAt(at);
  const first = Math.sqrt(dot(here.gradient, here.gradient));
  const steps: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  for (let step = 0; step < maxSteps; step += 1) {
    const direction = descent(here.gradient, steps);
    const slope = dot(direction, here.gradient);
    let length = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(here.gradient, here.gradient))) : 1;
    let next = moved(at, direction, length);
    let there = lossAt(next);
    while (there.loss > here.loss + 1e-4 * length * slope && length > 1e-10) {
      length /= 2;
      next = moved(at, direction, length);
      there = lossAt(next);
    }
    const s = moved(next, at, -1);
    const y = moved(there.gradient, here.gradient, -1);
    const curvature = dot(s, y);
    if (curvature > 1e-12) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > MEMORY) steps.shift();
    [at, here] = [next, there];
    if (Math.sqrt(dot(here.gradient, here.gradient)) < TOLERANCE * first) break;
  }
  return at;
}

function descent(
  gradient: Float64Array,
  steps: readonly { s: Float64Array; y: Float64Array; rho: number }[],
): Float64Array {
  const q = gradient.map((each) => -each);
  const alphas: number[] = [];
  for (const { s, y, rho } of [...steps].reverse()) {
    const alpha = rho * dot(s, q);
    alphas.push(alpha);
    add(q, y, -alpha);
  }
  const latest = steps.at(-1);
  if (latest) scale(q, 1 / (latest.rho * dot(latest.y, latest.y)));
  for (const { s, y, rho } of steps) add(q, s, (alphas.pop() ?? 0) - rho * dot(y, q));
  return q;
}

export function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += one[i]! * other[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i += 1) to[i]! += what[i]! * times;
}

function scale(what: Float64Array, times: number): void {
  for (let i = 0; i < what.length; i += 1) what[i]! *= times;
}

function moved(from: Float64Array, direction: Float64Array, length: number): Float64Array {
  const to = Float64Array.from(from);
  add(to, direction, length);
  return to;
}
