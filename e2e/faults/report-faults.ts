import type { RunningStack } from '@stopsms/local-stack';
import type { History, Violation } from './check/history';
import { type FaultRun, type RunReport, playFaults } from './fault-run';
import { keepEvidence } from './keep-evidence';

const SHOWN = 30;
const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Plays a run and prints its result for people. @returns the first violations; the table shows the rest */
export async function reportFaults(stack: RunningStack, run: FaultRun): Promise<Violation[]> {
  const { seed, recipients, minutes, provider } = run;
  const flags = Object.entries({ seed, recipients, minutes, provider });
  const repeated = flags.flatMap(([name, value]) => (value === undefined ? [] : [`--${name} ${value}`])).join(' ');
  print(`Faults by seed ${seed}: repeat it with npm run e2e -- --faults ${repeated}`);
  const report = await playFaults(stack, run, print);
  reportTable(run, report).forEach(print);
  if (report.violations.length > 0) print(`Kept for you: ${keepEvidence(stack, report)}`);
  return report.violations.slice(0, 3);
}

/** Times of the notices that another service published, in ms until they were decided for the first time. */
function delays({ asked, verdicts }: History): [string, number][] {
  const decided = new Map<string, number>();
  for (const { messageId, at } of verdicts) if (!decided.has(messageId)) decided.set(messageId, at);
  const waits = asked
    .flatMap(({ id, campaignId, writtenAt }) => {
      const at = decided.get(id);
      return campaignId === undefined && at !== undefined && writtenAt !== undefined ? [at - writtenAt] : [];
    })
    .sort((a, b) => a - b);
  return [0.5, 0.95, 1].map((part) => [
    `ms until a notice is decided, ${part === 1 ? 'longest' : `${part * 100} %`}`,
    Math.round(waits[Math.ceil(part * waits.length) - 1] ?? 0),
  ]);
}

/** Result of a run for people: figures, faults, and the violations by id. */
function reportTable({ seed, recipients, minutes, provider }: FaultRun, report: RunReport): string[] {
  const { figures, inflicted, violations } = report;
  const line = (name: string, value: number | string) => `  ${name.padEnd(36)} ${value}`;
  const faults = Object.entries(inflicted).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `seed ${seed}, ${recipients} recipients, ${minutes} minutes of faults, over ${provider ?? 'SMPP'}`,
    ...Object.entries(figures).map(([name, value]) => line(name, value)),
    line(
      'faults',
      faults.reduce((sum, [, count]) => sum + count, 0),
    ),
    ...faults.map(([name, count]) => line(`  ${name}`, count)),
    ...delays(report.history).map(([name, value]) => line(name, value)),
    line('violations', violations.length),
    ...violations.slice(0, SHOWN).map(({ rule, id, detail }) => `    ${rule}: ${id}: ${detail}`),
    ...(violations.length > SHOWN ? [`    and ${violations.length - SHOWN} more`] : []),
  ];
}
