import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ServiceName } from '@stopsms/contracts';
import type { Part, RunningStack } from '@stopsms/local-stack';

/** Timeout of a probe: no longer than a kubelet waits. */
export const PROBE_MS = 3_000;
const EVERY_MS = 50;

/** A dependency that is taken away and given back. */
export interface Outage {
  /** As in "Kafka hangs". */
  what: string;
  /** The part of readiness that names it. */
  names: 'kafka' | 'database' | 'operator-link' | 'opt-out-view';
  /** Services that cannot work without it; all others stay ready. */
  hits: readonly ServiceName[];
  begin: (stack: RunningStack) => Promise<void>;
  end: (stack: RunningStack) => Promise<void>;
}

const EVERYBODY = [
  'campaign',
  'compliance',
  'dispatcher',
  'inbound-mo',
  'suppression',
  'notification',
  'gateway',
] as const;
const WITH_DATABASE = EVERYBODY.filter((name) => name !== 'dispatcher');

const hang = (part: (stack: RunningStack) => Part) => ({
  begin: (stack: RunningStack) => signal(part(stack), 'SIGSTOP'),
  end: (stack: RunningStack) => signal(part(stack), 'SIGCONT'),
});
const crash = (part: (stack: RunningStack) => Part) => ({
  begin: (stack: RunningStack) => part(stack).kill(),
  end: (stack: RunningStack) => part(stack).restart(),
});
const kafka = { names: 'kafka', hits: EVERYBODY } as const;
const postgres = { names: 'database', hits: WITH_DATABASE } as const;
const operator = { names: 'operator-link', hits: ['dispatcher', 'inbound-mo'] } as const;

export const OUTAGES: readonly Outage[] = [
  { what: 'Kafka hangs', ...kafka, ...hang((stack) => stack.kafka) },
  { what: 'PostgreSQL hangs', ...postgres, ...hang((stack) => stack.postgres) },
  { what: 'the operator is gone', ...operator, ...crash((stack) => stack.simulator) },
  {
    what: 'suppression hangs, and its heartbeats with it',
    names: 'opt-out-view',
    hits: ['dispatcher'],
    ...hang((stack) => stack.services.suppression),
  },
];

/** Outages that take long to recover from: `STOPSMS_OUTAGES=all` runs them too. */
export const LONG_OUTAGES: readonly Outage[] = [
  { what: 'Kafka is killed', ...kafka, ...crash((stack) => stack.kafka) },
  { what: 'PostgreSQL is killed', ...postgres, ...crash((stack) => stack.postgres) },
];

/** With its children, since PostgreSQL answers from those. */
async function signal({ pid }: Part, what: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const rows = stdout
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  const children = rows.flatMap(([child, parent]) => (parent === pid && child ? [child] : []));
  for (const each of [pid, ...children]) process.kill(each, what);
}

export interface Answer {
  status: number;
  ms: number;
  /** Outage, with its description. */
  down: Record<string, { message: string; since?: string }>;
}

/** @param probe - 0 as status: no answer at all within the time a probe has */
export async function ask(stack: RunningStack, name: ServiceName, probe: 'live' | 'ready'): Promise<Answer> {
  const startedAt = performance.now();
  const answered = await fetch(`${stack.services[name].url}/health/${probe}`, { signal: AbortSignal.timeout(PROBE_MS) })
    .then(async (response) => ({ status: response.status, body: (await response.json()) as Body }))
    .catch(() => ({ status: 0, body: {} as Body }));
  const parts = Object.entries(answered.body.details ?? {}).filter(([, { status }]) => status === 'down');
  return { status: answered.status, ms: performance.now() - startedAt, down: Object.fromEntries(parts) };
}

interface Body {
  details?: Record<string, { status: string; message: string; since?: string }>;
}

/** Resolves with how long it took until the answer of each was as wanted; 0 s are as much as one look. */
export async function until(
  stack: RunningStack,
  names: readonly ServiceName[],
  isAsWanted: (answer: Answer) => boolean,
  timeoutMs = 60_000,
): Promise<Map<ServiceName, { afterMs: number; answer: Answer }>> {
  const startedAt = performance.now();
  const found = await Promise.all(
    names.map(async (name) => {
      for (;;) {
        const answer = await ask(stack, name, 'ready');
        const afterMs = performance.now() - startedAt;
        if (isAsWanted(answer)) return [name, { afterMs, answer }] as const;
        if (afterMs > timeoutMs)
          throw new Error(`${name} after ${timeoutMs} ms still answers ${JSON.stringify(answer)}`);
        await pause(EVERY_MS);
      }
    }),
  );
  return new Map(found);
}
