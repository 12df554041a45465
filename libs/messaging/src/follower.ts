import { randomUUID } from 'node:crypto';
import type { ServiceName, Topic } from '@stopsms/contracts';
import type { Admin, Kafka } from 'kafkajs';
import type { BatchHandling } from './batch-handling';
import type { MessagingLog } from './connection';
import { retryTransient } from './retry-transient';
import { TopicConsumer } from './topic-consumer';

/** End offset of each partition, by partition. */
type Ends = Map<number, bigint>;

/**
 * Reads a compacted topic whole, then follows it. Each replica uses a group of its own, deleted when it stops. Offsets
 * only ever grow: after a reconnect, records seen before are skipped, so an old state never overwrites a newer one.
 */
export class Follower {
  private readonly consumer: TopicConsumer;
  private readonly groupId: string;
  private readonly next: Ends = new Map();
  private target: Ends | undefined;
  private waiters: { ends: Ends; resolve: () => void }[] = [];

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    service: ServiceName,
    private readonly topic: Topic,
    handling: BatchHandling,
    onFatal: (error: Error) => void,
    log: MessagingLog,
  ) {
    this.groupId = `stopsms.${service}.follow.${topic.name}.${randomUUID()}`;
    const options = {
      groupId: this.groupId,
      topics: new Map([[topic.name, { topic, handling }]]),
      concurrency: topic.partitions,
      onFatal,
      onProgress: (_: string, partition: number, nextOffset: string) => this.advance(partition, BigInt(nextOffset)),
      skipBelow: (_: string, partition: number) => this.next.get(partition) ?? 0n,
    };
    this.consumer = new TopicConsumer(kafka, options, log);
  }

  async start(): Promise<void> {
    this.target = await this.ends();
    await this.consumer.start();
  }

  async stop(): Promise<void> {
    await this.consumer.stop();
    await this.admin.deleteGroups([this.groupId]).catch(() => undefined);
  }

  /** Next offset to read, by partition. */
  offsets(): ReadonlyMap<number, bigint> {
    return this.next;
  }

  problem(): string | undefined {
    const behind = this.target ? this.behind(this.target) : undefined;
    if (behind === undefined) return `${this.topic.name} is not being read yet`;
    if (behind > 0n) return `${this.topic.name}: ${behind} records to read before this service can answer`;
    return this.consumer.problem();
  }

  /** Resolves once everything that is on the topic now has been handled. */
  async catchUp(): Promise<void> {
    const ends = await this.ends();
    if (this.behind(ends) === 0n) return;
    await new Promise<void>((resolve) => this.waiters.push({ ends, resolve }));
  }

  private advance(partition: number, next: bigint): void {
    this.next.set(partition, next);
    this.waiters = this.waiters.filter(({ ends, resolve }) => {
      if (this.behind(ends) > 0n) return true;
      resolve();
      return false;
    });
  }

  private behind(ends: Ends): bigint {
    let behind = 0n;
    for (const [partition, end] of ends) {
      const next = this.next.get(partition) ?? 0n;
      if (end > next) behind += end - next;
    }
    return behind;
  }

  /** An empty partition has nothing to wait for, wherever its offsets stand. */
  private async ends(): Promise<Ends> {
    const offsets = await retryTransient(() => this.admin.fetchTopicOffsets(this.topic.name));
    return new Map(
      offsets.filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, BigInt(high)]),
    );
  }
}
