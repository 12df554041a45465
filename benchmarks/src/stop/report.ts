import type { Product } from '../product/product';
import { printFigure, quantile } from '../spread';
import type { Phase } from './phases';
import { type ProcessorUse, printProcessors } from './processors';
import type { Step, Traced } from './stops';

const GOAL_MS = 100;
const LISTED_GOAL_MS = 1_000;

/** Steps to the block, each from the one before it. */
const TO_BLOCKED: [Step, string][] = [
  ['decoded', 'until inbound-mo has decoded it'],
  ['producing', 'until its producer begins the request'],
  ['received', 'until the record in inbound-mo.received'],
  ['followed', 'until the dispatcher has fetched it'],
  ['blocked', 'until the quarantine of the dispatcher'],
];
/** Steps from the record in inbound-mo.received to the list. */
const TO_LISTED: [Step, string][] = [
  ['fetched', 'from the record until inbound-mo has fetched it'],
  ['round', 'until its round begins'],
  ['reading', 'until what was sent before is known, and its turn'],
  ['stored', 'until the reply is stored'],
  ['reply', 'until the record in inbound-mo.replies'],
  ['recording', 'until suppression begins to record it'],
  ['recorded', 'until the opt-out is stored'],
  ['optOut', 'until the record in suppression.opt-outs'],
  ['listed', "until the dispatcher's view"],
];
/** Responses that nothing waits for. */
const BESIDE: [Step, string][] = [
  ['confirmed', 'the broker has confirmed the record'],
  ['acknowledged', 'the operator has its response'],
];

export function printPhase(
  { name, stopsPerSecond, stops }: Phase,
  traced: Traced[],
  bare: number[],
  uses: readonly ProcessorUse[],
): void {
  console.log(`\n${name}, ${stopsPerSecond} STOPs a second: milliseconds p50 · p99 · max of ${traced.length}`);
  if (traced.length < stops) console.log(`  ${stops - traced.length} STOPs DID NOT REACH THE VIEW`);
  const [blocked, listed] = [traced.map((one) => one.blocked), traced.map((one) => one.listed)];
  printFigure('STOP sent by the operator → no advert leaves', quantiles(blocked));
  printSteps(traced, TO_BLOCKED, () => 0);
  for (const [step, label] of BESIDE) printFigure(`  (${label})`, quantiles(traced.map((one) => one[step])));
  printFigure('STOP sent by the operator → read, and on the list', quantiles(listed));
  printSteps(traced, TO_LISTED, ({ received }) => received);
  printFigure('bare chain of produce and consume, one commit', quantiles(bare));
  printProcessors(uses);
  printGoal(blocked, GOAL_MS);
  printGoal(listed, LISTED_GOAL_MS);
}

function printSteps(traced: Traced[], steps: [Step, string][], begin: (one: Traced) => number): void {
  let from = begin;
  for (const [step, label] of steps) {
    const before = from;
    printFigure(`  ${label}`, quantiles(traced.map((one) => one[step] - before(one))));
    from = (one) => one[step];
  }
}

function printGoal(values: number[], goalMs: number): void {
  const p99 = quantile(values, 0.99);
  printFigure(`goal p99 < ${goalMs} ms`, `${p99 < goalMs ? 'reached' : 'NOT reached'}: ${p99.toFixed(0)}`);
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
