import type { FaultRun, RunReport } from './fault-run';

const SHOWN = 30;

/** Prints the result of a run for people: figures, faults, and the violations by id. */
export function reportTable({ seed, recipients, minutes, provider }: FaultRun, report: RunReport): string[] {
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
    line('violations', violations.length),
    ...violations.slice(0, SHOWN).map(({ rule, id, detail }) => `    ${rule}: ${id}: ${detail}`),
    ...(violations.length > SHOWN ? [`    and ${violations.length - SHOWN} more`] : []),
  ];
}
