import { randomBytes, randomUUID } from 'node:crypto';
import { type MessageStatus, PARTITIONS, journal } from '@stopsms/contracts';
import { partitionOf } from '@stopsms/messaging';
import type { RawReceipt } from './join';

export const PROVIDER = 'bench';
const ADVERTISERS = Array.from({ length: 20 }, () => randomUUID());
const CAMPAIGNS = Array.from({ length: 20 }, () => randomUUID());
/** One in so many receipts reports a failure. */
const FAILS_EVERY = 20;
/** One in so many recipients replies. */
export const REPLIES_EVERY = 50;

/** Messages of one partition that were begun together, their outcomes and their receipts. */
export interface Work {
  begun: MessageStatus[];
  submitted: MessageStatus[];
  receipts: RawReceipt[];
}

/** Batches of so many messages, of each partition in turn. Each recipient gets one message. */
export function makeWork(messages: number, batch: number): Work[] {
  const waiting = new Map<number, string[]>();
  const works: Work[] = [];
  for (let n = 0; n < Math.ceil(messages / batch); n += 1) {
    const partition = n % PARTITIONS;
    const keys: string[] = [];
    while (keys.length < Math.min(batch, messages - n * batch)) keys.push(keyOf(partition, waiting));
    const submitted = keys.map((key) => submittedTo(key));
    works.push({
      begun: submitted.map(({ smscIds: _, parts: __, ...status }) => ({ ...status, status: 'submitting' })),
      submitted,
      receipts: submitted.map(receiptOf),
    });
  }
  return works;
}

/** Receipts in as many batches, each of messages of all partitions: handsets answer when they like. */
export function scattered(works: readonly Work[]): RawReceipt[][] {
  const batches: RawReceipt[][] = [];
  for (let start = 0; start < works.length; start += PARTITIONS) {
    const together = works.slice(start, start + PARTITIONS);
    const all = together.flatMap(({ receipts }) => receipts);
    together.forEach((_, n) => batches.push(all.filter((__, i) => i % together.length === n)));
  }
  return batches;
}

/** Returns the key of a new recipient of the partition; keys of others wait for their turn. */
function keyOf(partition: number, waiting: Map<number, string[]>): string {
  const ready = waiting.get(partition)?.pop();
  if (ready !== undefined) return ready;
  for (;;) {
    const key = randomBytes(16).toString('base64url');
    const its = partitionOf(journal, key);
    if (its === partition) return key;
    const others = waiting.get(its) ?? [];
    waiting.set(its, others);
    if (others.length < 1_000) others.push(key);
  }
}

function submittedTo(recipientKey: string): MessageStatus {
  const choice = recipientKey.charCodeAt(0) % ADVERTISERS.length;
  return {
    messageId: randomUUID(),
    advertiserId: ADVERTISERS[choice] ?? null,
    campaignId: CAMPAIGNS[choice] ?? '',
    recipientKey,
    lane: 'marketing',
    begunAt: Date.now(),
    status: 'submitted',
    attempt: 1,
    provider: PROVIDER,
    sender: '36180',
    replyCode: '36180',
    smscIds: [randomUUID()],
    parts: 1,
    at: Date.now(),
  };
}

function receiptOf({ smscIds = [] }: MessageStatus, n: number): RawReceipt {
  const failed = n % FAILS_EVERY === FAILS_EVERY - 1;
  return {
    receiptId: randomUUID(),
    provider: PROVIDER,
    smscId: smscIds[0] ?? '',
    stat: failed ? 'UNDELIV' : 'DELIVRD',
    ...(failed && { error: '053' }),
    at: Date.now(),
  };
}
