import type { Product } from '../product/product';
import { printFigure, quantile } from '../spread';
import type { Phase } from './phases';
import type { Traced } from './stops';

const GOAL_MS = 100;

export function printPhase({ name, stopsPerSecond, stops }: Phase, traced: Traced[], bare: number[]): void {
  console.log(`\n${name}, ${stopsPerSecond} STOPs a second: milliseconds p50 · p99 · max of ${traced.length}`);
  if (traced.length < stops) console.log(`  ${stops - traced.length} STOPs DID NOT REACH THE VIEW`);
  const listed = traced.map((one) => one.listed);
  const blocked = traced.map((one) => one.blocked);
  printFigure('STOP sent by the operator → no advert leaves', quantiles(blocked));
  const hops: [string, (one: Traced) => number][] = [
    ['  until the record in inbound-mo.received', ({ received }) => received],
    ['  from there to the quarantine of the dispatcher', (one) => one.blocked - one.received],
    ['  (until the operator had its answer)', ({ acknowledged }) => acknowledged],
  ];
  for (const [label, of] of hops) printFigure(label, quantiles(traced.map(of)));
  printFigure('STOP sent by the operator → read, and on the list', quantiles(listed));
  const after: [string, (one: Traced) => number][] = [
    ['  from inbound-mo.received to inbound-mo.replies', ({ received, reply }) => reply - received],
    ['  from there to suppression.opt-outs', ({ reply, optOut }) => optOut - reply],
    ["  from there to the dispatcher's view", (one) => one.listed - one.optOut],
  ];
  for (const [label, of] of after) printFigure(label, quantiles(traced.map(of)));
  printFigure('bare chain of produce and consume, one commit', quantiles(bare));
  const p99 = quantile(blocked, 0.99);
  printFigure(`goal p99 < ${GOAL_MS} ms`, `${p99 < GOAL_MS ? 'reached' : 'NOT reached'}: ${p99.toFixed(0)}`);
}

const quantiles = (values: number[]): string =>
  [0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(0).padStart(5)).join(' · ');

/** Figures of the product's own metrics since its start. */
export async function printExported({ stack }: Product): Promise<void> {
  const text = await (await fetch(`${stack.services.dispatcher.url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('stopsms_stop_to_blocked_seconds'));
  console.log('\nexported by the dispatcher, from the receipt of a STOP on');
  for (const line of lines) console.log(`  ${line}`);
}
