import { median, printFigure, printSpread } from '../spread';
import type { BareSubmitted } from './bare-submit';
import { PEERS, type PeerRuns } from './peers';
import type { Run } from './run';
import type { Stage } from './stages';

/** Processor time of an advert in all processes. */
const GOAL_MICROS = 700;
/** A queue that holds less of the run than this is only what is under way. */
const QUEUE_SHARE = 0.1;
const OURS = ['consent, opt-outs, text, mention, hours, caps, quotas', 'on Kafka, durable'];
/** Reader of what a stage has written. */
const TAKEN_BY: Record<string, string> = {
  requested: 'compliance: consent, text, window, proof',
  cleared: 'dispatcher: view and journal',
  begun: 'dispatcher and operator: submit and outcome',
};

export function printRun({ seconds, perSecond, eachSecond, cpuSeconds, stages }: Run, messages: number): void {
  printFigure('accepted by the operator', `${perSecond.toFixed(0)} a second, ${messages} in ${seconds.toFixed(1)} s`);
  if (eachSecond.length > 0) {
    const sorted = [...eachSecond].sort((a, b) => a - b).map((rate) => rate.toFixed(0));
    printFigure('second by second', `${sorted[0]} · ${median(eachSecond).toFixed(0)} · ${sorted.at(-1)}`);
  }
  const startedAt = stages[0]?.firstAt ?? 0;
  for (const [n, stage] of stages.entries()) printStage(stage, stages[n + 1], startedAt);
  printFigure('limited by', limitOf(stages, messages));
  const used = Object.entries(cpuSeconds).sort(([, a], [, b]) => b - a);
  const sum = sumOf(cpuSeconds);
  const each = (value: number) => `${((1e6 * value) / messages).toFixed(0)} µs a message`;
  printFigure('processor time', `${sum.toFixed(1)} s, ${each(sum)}, ${(sum / seconds).toFixed(2)} cores in use`);
  for (const [name, value] of used) {
    const core = `${((100 * value) / seconds).toFixed(0)} % of a core`;
    printFigure(`  ${name}`, `${value.toFixed(1)} s, ${each(value)}, ${core}`);
  }
}

const sumOf = (values: Record<string, number>): number => Object.values(values).reduce((sum, value) => sum + value, 0);

function printStage(stage: Stage, next: Stage | undefined, startedAt: number): void {
  const from = (at: number) => ((at - startedAt) / 1_000).toFixed(1);
  const waiting = next ? `, ${stage.mostWaitingFor(next)} waiting at most` : '';
  const span = `${stage.count} from ${from(stage.firstAt)} s to ${from(stage.lastAt)} s${waiting}`;
  printFigure(`  ${stage.name}`, `${stage.perSecond.toFixed(0)} a second, ${span}`);
}

/** Prints the peers that ran, and what each of them and the product checks before an SMS leaves. */
export function printPeers(ours: Run[], peers: PeerRuns): void {
  const rate = median(ours.map(({ perSecond }) => perSecond));
  const lines = [['', 'a second', 'µs', 'checks', 'until it leaves, an SMS waits']];
  const microsOf = (runs: readonly { messages: number; cpuSeconds: Record<string, number> }[]) =>
    runs.map(({ messages, cpuSeconds }) => (1e6 * sumOf(cpuSeconds)) / messages);
  lines.push(['STOP SMS', rate.toFixed(0), median(microsOf(ours)).toFixed(0), ...OURS]);
  for (const [peer, { name, checks, waits }] of Object.entries(PEERS)) {
    const runs = peers[peer as keyof typeof PEERS] ?? [];
    if (runs.length === 0) continue;
    const rates = runs.map(({ perSecond }) => perSecond);
    printSpread(name, rates, 'a second', 0);
    printSpread(`${name}, processor time of all`, microsOf(runs), 'µs a message', 0);
    printFigure(`of ${name}`, `${((100 * rate) / median(rates)).toFixed(0)} %`);
    lines.push([name, median(rates).toFixed(0), median(microsOf(runs)).toFixed(0), checks, waits]);
  }
  console.log('\nwho checks what (medians; processor time of all processes, the asking one too)');
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of lines)
    console.log(
      `  ${line
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd()}`,
    );
}

/** The last stage before which messages gathered: those behind it keep up with it. */
function limitOf(stages: Stage[], messages: number): string {
  const waiting = stages.flatMap((stage, n) => {
    const next = stages[n + 1];
    return next ? [{ name: stage.name, most: stage.mostWaitingFor(next) }] : [];
  });
  const slow = waiting.filter(({ most }) => most > QUEUE_SHARE * messages).at(-1);
  return slow ? (TAKEN_BY[slow.name] ?? slow.name) : 'nothing that gathers: the requests came no faster';
}

export function printComparison(ours: Run[], bare: BareSubmitted[]): void {
  console.log('\nover all rounds');
  const rates = ours.map(({ perSecond }) => perSecond);
  const bareRates = bare.map(({ submitted, seconds }) => submitted / seconds);
  printSpread('accepted', rates, 'a second', 0);
  printSpread('bare kafkajs consume and SMPP submit, no checks', bareRates, 'a second', 0);
  printSpread(
    'bare, processor time of its process',
    bare.map(({ cpuSeconds, submitted }) => (1e6 * cpuSeconds) / submitted),
    'µs a message',
    0,
  );
  printFigure('of the bare one', `${((100 * median(rates)) / median(bareRates)).toFixed(0)} %`);
  const micros = ours.map(({ cpuSeconds, messages }) => (1e6 * sumOf(cpuSeconds)) / messages);
  printSpread(`processor time in all processes, goal ${GOAL_MICROS}`, micros, 'µs a message', 0);
}
