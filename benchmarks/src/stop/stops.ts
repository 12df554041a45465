import { setTimeout as delay } from 'node:timers/promises';
import { moReceived, optOuts, replies } from '@stopsms/contracts';
import { clockFrom } from '@stopsms/kernel';
import { SHORT_CODE, msisdn } from '../product/audience';
import type { Product } from '../product/product';
import { endsOf, readSince } from '../product/topic-ends';
import { type Applied, WRITE_EVERY_MS, appliedAt, appliedFile } from './applied-file';
import { paced } from './paced';

/** Events of one STOP, in milliseconds since the operator sent it. */
export interface Traced {
  /** The record that makes it durable was written, and the operator had its answer. */
  received: number;
  acknowledged: number;
  /** From then on no advert leaves. */
  blocked: number;
  reply: number;
  optOut: number;
  /** The view holds the opt-out. */
  listed: number;
}

const TOPICS = [moReceived, replies, optOuts].map(({ name }) => name);
const PATIENCE_MS = 30_000;

/**
 * Handsets `first` to `first + count` text STOP, `perSecond` of them.
 * @returns what became of each; those that never blocked are left out
 */
export async function sendStops(
  product: Product,
  { first, count, perSecond }: { first: number; count: number; perSecond: number },
): Promise<Traced[]> {
  const marks = new Map(await Promise.all(TOPICS.map(async (t) => [t, await endsOf(product.admin, t)] as const)));
  const asked = new Map(
    Array.from({ length: count }, (_, n) => [product.keys.keyOf(msisdn(first + n)), msisdn(first + n)]),
  );
  const faults: unknown[] = [];
  await paced(perSecond, count, (n) => {
    text(product, msisdn(first + n)).catch((error: unknown) => faults.push(error));
  });
  if (faults.length > 0) throw faults[0] as Error;
  const { blocked, listed } = await allApplied(appliedFile(product.dir), [...asked.keys()]);
  const written = new Map<string, Map<string, number>>();
  for (const topic of TOPICS) {
    const times = new Map<string, number>();
    await readSince(product, topic, marks.get(topic) ?? new Map(), (_, writtenAt, key) => {
      times.set(key.slice(0, 22), writtenAt);
    });
    written.set(topic, times);
  }
  const sent = await sentTimes(product);
  return [...asked].flatMap(([key, number]) => {
    const [blockedAt, listedAt, from] = [blocked.get(key), listed.get(key), sent.get(number)];
    if (blockedAt === undefined || listedAt === undefined || from === undefined) return [];
    const since = (topic: string) => (written.get(topic)?.get(key) ?? NaN) - from.sentAt;
    return {
      received: since(moReceived.name),
      acknowledged: from.acknowledgedAt - from.sentAt,
      blocked: blockedAt - from.sentAt,
      reply: since(replies.name),
      optOut: since(optOuts.name),
      listed: listedAt - from.sentAt,
    };
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

/** Waits until the view holds all of them, or until it will not. */
async function allApplied(file: string, keys: string[]): Promise<Applied> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    await delay(2 * WRITE_EVERY_MS);
    const applied = appliedAt(file);
    const isWhole = keys.every((key) => applied.blocked.has(key) && applied.listed.has(key));
    if (isWhole || performance.now() > deadline) return applied;
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
