import { setTimeout as delay } from 'node:timers/promises';
import { moReceived, optOuts, replies } from '@stopsms/contracts';
import { clockFrom } from '@stopsms/kernel';
import { SHORT_CODE, msisdn } from '../product/audience';
import type { Product } from '../product/product';
import { endsOf, readSince } from '../product/topic-ends';
import { paced } from './paced';
import { type NotedStep, type Steps, WRITE_EVERY_MS, readSteps, stepsFile } from './steps-file';

/** Topics whose records of a STOP are steps of it. */
const WRITTEN = { received: moReceived, reply: replies, optOut: optOuts };
type WrittenStep = keyof typeof WRITTEN;

/** `acknowledged`: the operator has its response. */
export type Step = NotedStep | WrittenStep | 'acknowledged';

/** Steps of one STOP, in milliseconds since the operator sent it. */
export type Traced = Record<Step, number>;

const NOTED: NotedStep[] = [
  ...(['decoded', 'producing', 'confirmed', 'followed', 'blocked', 'fetched', 'round', 'reading', 'stored'] as const),
  ...(['recording', 'recorded', 'listed'] as const),
];
const PATIENCE_MS = 30_000;

/**
 * Handsets `first` to `first + count` text STOP, `perSecond` of them.
 * @returns what became of each; those that never blocked are left out
 */
export async function sendStops(
  product: Product,
  { first, count, perSecond }: { first: number; count: number; perSecond: number },
): Promise<Traced[]> {
  const marks = new Map(
    await Promise.all(
      Object.values(WRITTEN).map(async ({ name }) => [name, await endsOf(product.admin, name)] as const),
    ),
  );
  const texted = new Map(
    Array.from({ length: count }, (_, n) => [product.keys.keyOf(msisdn(first + n)), msisdn(first + n)]),
  );
  const faults: unknown[] = [];
  await paced(perSecond, count, (n) => {
    text(product, msisdn(first + n)).catch((error: unknown) => faults.push(error));
  });
  if (faults.length > 0) throw faults[0] as Error;
  const { noted } = await allApplied(stepsFile(product.dir), [...texted.keys()]);
  const written = new Map<string, Map<string, number>>();
  for (const [step, { name }] of Object.entries(WRITTEN)) {
    const times = new Map<string, number>();
    await readSince(product, name, marks.get(name) ?? new Map(), (_, writtenAt, key) => {
      times.set(key.slice(0, 22), writtenAt);
    });
    written.set(step, times);
  }
  const sent = await sentTimes(product);
  return [...texted].flatMap(([key, number]) => {
    const from = sent.get(number);
    if (!from || !noted.get('blocked')?.has(key) || !noted.get('listed')?.has(key)) return [];
    const noteOf = (step: NotedStep) => noted.get(step)?.get(step === 'decoded' ? number : key);
    const steps: [Step, number | undefined][] = [
      ...NOTED.map((step) => [step, noteOf(step)] as [Step, number | undefined]),
      ...[...written].map(([step, times]) => [step, times.get(key)] as [Step, number | undefined]),
      ['acknowledged', from.acknowledgedAt],
    ];
    return [Object.fromEntries(steps.map(([step, at = NaN]) => [step, at - from.sentAt])) as Traced];
  });
}

async function text({ stack }: Product, number: string): Promise<void> {
  const answer = await fetch(`${stack.simulator.url}/handsets/${number}/reply`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: SHORT_CODE, text: 'STOP' }),
  });
  if (!answer.ok) throw new Error(`The simulator answered ${answer.status} to a reply`);
}

/** Waits until the view holds all of them and each process has written its notes, or until it will not. */
async function allApplied(file: string, keys: string[]): Promise<Steps> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    await delay(2 * WRITE_EVERY_MS);
    const steps = readSteps(file);
    // The decoded text is noted by number; it comes before all others.
    const isWhole = NOTED.every((step) => step === 'decoded' || keys.every((key) => steps.noted.get(step)?.has(key)));
    if (isWhole || performance.now() > deadline) return steps;
  }
}

interface Sent {
  from: string;
  sentAt: string;
  acknowledgedAt: string;
  sequence: number;
}

/** Times at which the operator first sent each STOP and received the response, by the machine's clock, not the simulated one. */
async function sentTimes({ stack }: Product): Promise<Map<string, { sentAt: number; acknowledgedAt: number }>> {
  const ahead = clockFrom(stack.clock).now() - Date.now();
  const found = new Map<string, { sentAt: number; acknowledgedAt: number }>();
  for (let since = 0; ;) {
    const page = (await (await fetch(`${stack.simulator.url}/replies?since=${since}`)).json()) as Sent[];
    for (const { from, sentAt, acknowledgedAt } of page) {
      found.set(from, { sentAt: Date.parse(sentAt) - ahead, acknowledgedAt: Date.parse(acknowledgedAt) - ahead });
    }
    const last = page.at(-1);
    if (!last) return found;
    since = last.sequence;
  }
}
