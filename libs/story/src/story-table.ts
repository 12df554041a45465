import { type CampaignRun, type Counts } from './campaigns';
import type { Claims } from './claims';
import type { Spread } from './measure';

const STAGES: (keyof Counts)[] = [
  'recipients',
  'refused',
  'held',
  'cleared',
  'blocked',
  'submitted',
  'delivered',
  'failed',
  'optedOut',
];

/** Counts of each campaign at every stage, then what was promised and what was seen. */
export function storyTable(runs: CampaignRun[], claims: Claims, stopToBlocked: Spread): string[] {
  const width = Math.max(...runs.map(({ title }) => title.length));
  const head = `${''.padEnd(width)}  ${STAGES.map((stage) => stage.padStart(10)).join('')}`;
  const lines = runs.map(
    ({ title, counts }) =>
      `${title.padEnd(width)}  ${STAGES.map((stage) => String(counts[stage]).padStart(10)).join('')}`,
  );
  const { samples, p50, p99, max } = stopToBlocked;
  return [
    '',
    head,
    ...lines,
    '',
    ...claims.all.map(({ sentence, seen, expected, holds }) =>
      holds ? `  ✓ ${sentence}: ${seen}` : `  ✗ ${sentence}: ${seen}, expected ${expected}`,
    ),
    '',
    samples === 0
      ? 'STOP sent by the operator → blocked: not measured, since no STOP was seen on the topics'
      : `STOP sent by the operator → blocked: p50 ${p50} ms, p99 ${p99} ms, max ${max} ms (${samples} STOPs)`,
    claims.broken.length === 0
      ? 'Everything adds up.'
      : `${claims.broken.length} of ${claims.all.length} promises were broken.`,
  ];
}
