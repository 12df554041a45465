import { setTimeout as pause } from 'node:timers/promises';
import { topology } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { type RunningCampaign, campaignNow } from './advertisers';
import { json } from './json';
import type { Operator } from './operator';

const LOOK_EVERY_MS = 500;
/** A service that was killed is in its groups for 15 s more; a journal is waited for 12 s; retries back off to 30 s. */
const PATIENCE_MS = 240_000;
/** Longest pause between two lookups of an unknown message. */
const LOOKUP_PAUSE_MS = 65_000;
/** Each service writes one heartbeat a second there, so its end always moves. */
const RESTLESS = 'suppression.opt-outs.v1';

/**
 * Waits until nothing moves any more: every part is ready, the operator has handed over everything, every campaign has come
 * to an end, every consumer has read everything, and that stays so from one look to the next.
 * @throws Error that says what still moved
 */
export async function settle(
  stack: RunningStack,
  operator: Operator,
  campaigns: readonly RunningCampaign[],
  print: (line: string) => void,
): Promise<void> {
  const admin = new Kafka({ brokers: stack.kafka.bootstrap.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const startedAt = performance.now();
    let [before, said] = ['', performance.now()];
    for (;;) {
      const moving = await stillMoving(stack, operator, campaigns, admin).catch((error: Error) => error.message);
      if (moving === undefined) {
        // kafkajs may not know the leaders of a topic yet that it is asked about for the first time.
        const ends = await endsOf(admin).catch(() => '');
        if (ends !== '' && ends === before) return;
        before = ends;
      }
      if (performance.now() - startedAt > PATIENCE_MS) {
        throw new Error(`Not settled after ${PATIENCE_MS / 1000} s: ${moving ?? 'records are still being written'}`);
      }
      if (moving !== undefined && performance.now() - said > 10_000) {
        said = performance.now();
        print(`  waiting: ${moving}`);
      }
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    await admin.disconnect();
  }
}

/** Waits until nothing is unknown any more, at most until each message that its provider finds must have been looked up again. */
export async function lookedUp({ services }: RunningStack): Promise<void> {
  const deadline = performance.now() + LOOKUP_PAUSE_MS;
  const url = `${services.campaign.url}/v1/messages?state=unknown&limit=1`;
  const isUnknown = async () => (await json<{ items: unknown[] }>('GET', url)).items.length > 0;
  while (performance.now() < deadline && (await isUnknown())) await pause(LOOK_EVERY_MS);
}

/** The first thing that still moves, undefined when none does. */
async function stillMoving(
  stack: RunningStack,
  operator: Operator,
  campaigns: readonly RunningCampaign[],
  admin: Admin,
): Promise<string | undefined> {
  for (const part of [...stack.replicas, stack.postgres]) {
    if (!part.isRunning) return `${part.name} is down`;
  }
  // A cluster works without a minority of its brokers, which may be gone for good.
  const down = stack.brokers.filter(({ isRunning }) => !isRunning);
  if (down.length * 2 >= stack.brokers.length) return `${down.map(({ name }) => name).join(' and ')} is down`;
  for (const { name, url } of stack.replicas) {
    if (!(await fetch(`${url}/health/ready`)).ok) return `${name} is not ready`;
  }
  for (const campaign of campaigns) {
    const { counts } = await campaignNow(stack, campaign);
    const open = counts.pending + counts.queued + counts.held + counts.awaitingReceipt;
    if (open > 0 || counts.recipients === 0) return `"${campaign.title}" has ${open} open messages`;
  }
  const { mos, receipts, accepted } = await operator.stats();
  if (mos.queued > 0) return `the operator has ${mos.queued} replies to hand over`;
  if (receipts.acknowledged < accepted)
    return `the operator has ${accepted - receipts.acknowledged} receipts to hand over`;
  return lagging(admin);
}

async function lagging(admin: Admin): Promise<string | undefined> {
  const { groups } = await admin.listGroups();
  const ours = groups.filter(({ groupId }) => groupId.startsWith('stopsms.') && !groupId.includes('.follow.'));
  for (const { groupId } of ours) {
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId })) {
      const committed = new Map(partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
      const lag = (await admin.fetchTopicOffsets(topic)).filter(
        ({ partition, low, high }) => BigInt(high) > BigInt(low) && (committed.get(partition) ?? -1n) < BigInt(high),
      );
      // Heartbeats never end: a reader a second behind has read everything.
      if (lag.length > 0 && topic !== RESTLESS)
        return `${groupId} has not read ${topic}/${lag[0]?.partition} to its end`;
    }
  }
  return undefined;
}

async function endsOf(admin: Admin): Promise<string> {
  const names = topology.map(({ topic }) => topic.name).filter((name) => name !== RESTLESS);
  const ends = await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)));
  return ends.map((partitions) => partitions.map(({ high }) => high).join()).join(';');
}
