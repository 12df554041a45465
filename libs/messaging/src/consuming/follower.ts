import { randomUUID } from 'node:crypto';
import type { ServiceName, Topic } from '@stopsms/contracts';
import type { Admin, Kafka } from '@stopsms/kafka-client';
import type { BatchHandling } from './batch-handling';
import type { MessagingLog } from '../client/messaging-log';
import type { Extent, GroupOffsets } from '../broker/group-offsets';
import { type Lag, lagOf } from '../broker/lag';
import { type Patiently, retryTransient } from '../faults/retry-transient';
import { TopicConsumer } from './topic-consumer';
import { TransientFault } from '../faults/transient-faults';

/** Offsets by partition. */
type Offsets = ReadonlyMap<number, bigint>;

/** Record that keeps its position for ever, by which a topic is recognised. */
export interface Anchor {
  partition: number;
  offset: string;
  /** Epoch ms. */
  timestamp: number;
}

/** State of a table from an earlier run, or of one for which the latest records are enough. */
export interface FollowerMemory {
  /**
   * Returns the offsets at which to begin reading; a partition that is not named is read from its start. Called once, before
   * the first record.
   */
  recall: (follower: Follower) => Promise<Offsets>;
  /** Called when the topic was deleted and recreated: it is read from its start, and nothing read before is valid. */
  forget: () => void;
}

/**
 * Reads a topic whole, or from the offsets of its memory, then follows it. Each replica uses a group of its own, deleted when
 * it stops. Offsets only grow: after a reconnect, records seen before are skipped, so an old state never overwrites a newer
 * one.
 */
export class Follower {
  private readonly consumer: TopicConsumer;
  private readonly groupId: string;
  private readonly next = new Map<number, bigint>();
  /** Ends up to which it must be read before this service can answer. */
  private target: Offsets | undefined;
  private isThere = false;
  private isStopping = false;
  private waiters: { ends: Offsets; resolve: () => void }[] = [];
  private doubting = false;

  constructor(
    kafka: Kafka,
    private readonly admin: Admin,
    private readonly broker: GroupOffsets,
    service: ServiceName,
    private readonly topic: Topic,
    handling: BatchHandling,
    private readonly context: { onFatal: (error: Error) => void; log: MessagingLog },
    private readonly memory?: FollowerMemory,
  ) {
    this.groupId = `stopsms.${service}.follow.${topic.name}.${randomUUID()}`;
    const options = {
      groupId: this.groupId,
      topics: new Map([[topic.name, { topic, handling }]]),
      concurrency: topic.partitions,
      onFatal: context.onFatal,
      uncommitted: true,
      onAssigned: () => this.consumer.seek(topic.name, this.next),
      onProgress: (_: string, partition: number, nextOffset: string) => this.advance(partition, BigInt(nextOffset)),
      skipBelow: (_: string, partition: number, end: bigint) => this.firstUnseen(partition, end),
    };
    this.consumer = new TopicConsumer(kafka, options, context.log);
  }

  async start(patiently: Patiently): Promise<void> {
    for (const [partition, offset] of (await this.memory?.recall(this)) ?? []) this.next.set(partition, offset);
    this.target = await patiently(() => this.ends());
    await this.consumer.start(patiently);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.consumer.stop();
    await this.admin.deleteGroups([this.groupId]).catch(() => undefined);
  }

  /** Next offset to read, by partition. */
  offsets(): Offsets {
    return this.next;
  }

  lags(offsets: GroupOffsets): Promise<Lag>[] {
    const partitions = Array.from({ length: this.topic.partitions }, (_, n) => [n, this.next.get(n) ?? 0n] as const);
    return [lagOf(offsets, 'follow', this.topic, new Map(partitions))];
  }

  problem(): string | undefined {
    // A batch that did not end in time may still decide by it.
    if (this.isStopping) return `${this.topic.name} is no longer read: this process is stopping`;
    // Called for each advert: offsets only grow, so this is computed until it is reached.
    if (!this.isThere) {
      const behind = this.target ? this.behind(this.target) : undefined;
      if (behind === undefined) return `${this.topic.name} is not being read yet`;
      if (behind > 0n) return `${this.topic.name}: ${behind} records to read before this service can answer`;
      this.isThere = true;
    }
    return this.consumer.problem();
  }

  /**
   * Resolves once everything on the topic now has been handled.
   * @throws TransientFault after `patienceMs`, if given, or the last error of the broker
   */
  async catchUp(patienceMs?: number): Promise<void> {
    const ends = await this.ends(patienceMs);
    if (this.behind(ends) === 0n) return;
    await new Promise<void>((resolve, reject) => {
      const waiter = { ends, resolve };
      this.waiters.push(waiter);
      if (patienceMs === undefined) return;
      const giveUp = () => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        reject(new TransientFault(`${this.topic.name} was not read to its end within ${patienceMs} ms`));
      };
      const timer = setTimeout(giveUp, patienceMs);
      waiter.resolve = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  extents(patienceMs?: number): Promise<ReadonlyMap<number, Extent>> {
    return this.broker.extents(this.topic, patienceMs);
  }

  /**
   * True if the topic still has the record at that position with that timestamp. kafkajs cannot read topic ids: they need
   * version 10 of the metadata request, and it has 6. So the broker is queried for the first record not older than the
   * timestamp, which must be that one, and for the first newer one, which must not.
   */
  async holds({ partition, offset, timestamp }: Anchor): Promise<boolean> {
    const firstSince = async (at: number) => {
      const found = await retryTransient(() => this.admin.fetchTopicOffsetsByTimestamp(this.topic.name, at));
      return found.find((entry) => entry.partition === partition)?.offset;
    };
    return (await firstSince(timestamp)) === offset && (await firstSince(timestamp + 1)) !== offset;
  }

  /** Next offset by partition of records appended from that instant on, epoch ms by the broker's clock. */
  since(at: number): Promise<Offsets> {
    return this.broker.since(this.topic, at);
  }

  /** Reads the topic from its start, because it was replaced. Not ready until that is done. */
  startOver(reason: string): void {
    this.context.log.error(
      { topic: this.topic.name, reason },
      'A followed topic was replaced: reading it from its start',
    );
    this.rewind(new Map());
    this.memory?.forget();
  }

  /** Reads again from these offsets, or from the start. Not ready until that is done. */
  rewind(from: Offsets): void {
    this.target = undefined;
    this.isThere = false;
    this.next.clear();
    for (const [partition, offset] of from) this.next.set(partition, offset);
    const partitions = Array.from({ length: this.topic.partitions }, (_, partition) => partition);
    this.consumer.seek(this.topic.name, new Map(partitions.map((partition) => [partition, from.get(partition) ?? 0n])));
    this.ends()
      .then((ends) => {
        this.target = ends;
        for (const waiter of this.waiters) waiter.ends = ends;
      })
      .catch(this.context.onFatal);
  }

  private firstUnseen(partition: number, end: bigint): bigint {
    const next = this.next.get(partition) ?? 0n;
    if (end < next) void this.doubt();
    return next;
  }

  /**
   * Checks a partition that ends before the offset read: it belongs to another topic; or its leader changed and the new one
   * does not know its high watermark yet, which this request waits for.
   */
  private async doubt(): Promise<void> {
    if (this.doubting) return;
    this.doubting = true;
    try {
      for (const [partition, { high }] of await this.extents()) {
        if (high >= (this.next.get(partition) ?? 0n)) continue;
        this.startOver(`partition ${partition} ends at ${high}, before the offset that was read`);
        break;
      }
    } catch (error) {
      this.context.log.warn({ err: error, topic: this.topic.name }, 'The end of a topic could not be read; retrying');
    } finally {
      this.doubting = false;
    }
  }

  private advance(partition: number, next: bigint): void {
    if (next > (this.next.get(partition) ?? 0n)) this.next.set(partition, next);
    this.waiters = this.waiters.filter(({ ends, resolve }) => {
      if (this.behind(ends) > 0n) return true;
      resolve();
      return false;
    });
  }

  private behind(ends: Offsets): bigint {
    let behind = 0n;
    for (const [partition, end] of ends) {
      const next = this.next.get(partition) ?? 0n;
      if (end > next) behind += end - next;
    }
    return behind;
  }

  /** End of each partition. An empty partition has nothing to wait for, whatever its offsets. */
  private async ends(patienceMs?: number): Promise<Offsets> {
    const extents = [...(await this.extents(patienceMs))].filter(([, { low, high }]) => low !== high);
    return new Map(extents.map(([partition, { high }]) => [partition, high]));
  }
}
