import type { History } from '../faults/check/history';
import { isAdvert } from '../faults/handset-play';
import type { OperatorReply, OperatorText } from '../faults/operator';
import { isStop } from '../faults/people';

/** Last adverts of a campaign may wait for a journal or a retry, while there are no others: no gap of the platform. */
const COUNTED_SHARE = 0.98;

/** One fault with its own campaign; instants are epoch ms of the clock the stack shows. */
export interface Phase {
  name: string;
  /** Numbers of its campaign. */
  people: ReadonlySet<string>;
  faultAt: number;
  /** Instant at which everything that was broken was repaired. */
  repairedAt: number;
  rebalances: number;
  pace: Pace;
}

/** Pace of the adverts of a campaign. */
export interface Pace {
  adverts: number;
  perSecond: number;
  /** Longest time between two adverts. */
  longestGapMs: number;
}

export interface PhaseCost extends Pace {
  name: string;
  /** STOPs written during the fault, from the handset to the record on the opt-out topic. */
  stops: number;
  stopP50Ms: number;
  stopP99Ms: number;
  rebalances: number;
}

export function costOf(
  phase: Phase,
  replies: readonly OperatorReply[],
  { optOuts }: Pick<History, 'optOuts'>,
  keyOf: (e164: string) => string,
): PhaseCost {
  const delays = stopDelays(phase, replies, optOuts, keyOf);
  return {
    name: phase.name,
    ...phase.pace,
    stops: delays.length,
    stopP50Ms: quantile(delays, 0.5),
    stopP99Ms: quantile(delays, 0.99),
    rebalances: phase.rebalances,
  };
}

/** Measures the adverts that these people got so far. */
export function paceOf(people: ReadonlySet<string>, texts: readonly OperatorText[]): Pace {
  const adverts = texts
    .filter(({ to, text }) => people.has(to) && isAdvert(text))
    .map(({ at }) => Date.parse(at))
    .sort((a, b) => a - b);
  const counted = adverts.slice(0, Math.ceil(adverts.length * COUNTED_SHARE));
  const gaps = counted.slice(1).map((at, n) => at - (counted[n] as number));
  const tookMs = Math.max(1, (counted.at(-1) ?? 0) - (counted[0] ?? 0));
  return {
    adverts: adverts.length,
    perSecond: Math.round((counted.length * 1_000) / tookMs),
    longestGapMs: Math.max(0, ...gaps),
  };
}

/** Sorted; of each person the first STOP. */
function stopDelays(
  { people, faultAt, repairedAt }: Phase,
  replies: readonly OperatorReply[],
  optOuts: History['optOuts'],
  keyOf: (e164: string) => string,
): number[] {
  const writtenAt = new Map<string, number>();
  for (const { recipientKey, state, writtenAt: at } of optOuts)
    if (state === 'out') writtenAt.set(recipientKey, Math.min(at, writtenAt.get(recipientKey) ?? Infinity));
  const first = new Map<string, number>();
  for (const { from, text, at } of replies)
    if (people.has(from) && isStop(text) && !first.has(from)) first.set(from, Date.parse(at));
  return [...first]
    .filter(([, at]) => at >= faultAt && at <= repairedAt)
    .map(([from, at]) => (writtenAt.get(keyOf(from)) ?? Infinity) - at)
    .sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * q) - 1)] ?? 0;

/** Prints costs as a table of Markdown, for the documents. */
export function costTable(costs: readonly PhaseCost[]): string[] {
  const seconds = (ms: number) => (ms / 1_000).toFixed(1);
  return [
    '| fault | adverts a second | longest time without an advert | STOPs | p50, p99 to the list | rebalances |',
    '| --- | --- | --- | --- | --- | --- |',
    ...costs.map(
      (cost) =>
        `| ${cost.name} | ${cost.perSecond} | ${seconds(cost.longestGapMs)} s | ${cost.stops} | ` +
        `${seconds(cost.stopP50Ms)} s, ${seconds(cost.stopP99Ms)} s | ${cost.rebalances} |`,
    ),
  ];
}
