import type { Topic } from '@stopsms/contracts';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import { coPartitionAssigner } from './assigner';
import { type BatchHandling, Interrupted } from './batch-handling';
import type { MessagingLog } from './connection';
import { PartitionLease } from './partition-lease';

/** Records a handler gets at once, unless it asks for fewer. */
const MAX_RECORDS = 1_000;
const SESSION_TIMEOUT_MS = 15_000;
const HEARTBEAT_MS = 3_000;
const STOP_TIMEOUT_MS = 10_000;

export interface ConsumerOptions {
  groupId: string;
  topics: Map<string, { topic: Topic; handling: BatchHandling }>;
  /** Partitions handled at the same time; without effect when detached. */
  concurrency: number;
  maxRecords?: number;
  /**
   * kafkajs fetches again only when all batches of the last fetch are handled, so a long batch of one topic would keep
   * the others waiting. Detached, each partition is paused and handled on its own while the others go on being fetched.
   */
  detached?: boolean;
  /** Told which partitions are ours now; detached consumers only. */
  onAssigned?: (assignment: ReadonlyMap<string, readonly number[]>) => void;
  /** Committed beside the offset, for whoever owns the partition next; detached consumers only. */
  commitMetadata?: (topic: string, partition: number) => string;
  /** Called once when the consumer is dead and will not come back. */
  onFatal: (error: Error) => void;
  /** Told the next offset to read of a partition, after each batch. */
  onProgress?: (topic: string, partition: number, nextOffset: string, lag: number) => void;
  /** A record below this offset was seen already and is skipped. */
  skipBelow?: (topic: string, partition: number) => bigint;
}

/** One kafkajs consumer group member: keeps its state visible, its offsets honest, and never dies silently. */
export class TopicConsumer {
  readonly lease = new PartitionLease();
  private readonly consumer: Consumer;
  private readonly stopping = new AbortController();
  private readonly waiting = new Map<string, string>();
  /** Work under way or queued of each partition, when detached. */
  private readonly chains = new Map<string, Promise<void>>();
  /** Since when a partition has had unread records at the end of each batch, epoch ms of this process. */
  private readonly behindSince = new Map<string, number>();
  private readonly maxRecords: number;
  private joined = false;
  private dead: Error | undefined;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly log: MessagingLog,
  ) {
    this.maxRecords = Math.min(options.maxRecords ?? MAX_RECORDS, MAX_RECORDS);
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [coPartitionAssigner],
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: 500,
      minBytes: 1,
      allowAutoTopicCreation: false,
    });
    this.watch();
  }

  /** Undefined when all is well, else what an operator should know. */
  problem(): string | undefined {
    const { groupId } = this.options;
    if (this.dead) return `consumer ${groupId} is dead: ${this.dead.message}`;
    if (!this.joined) return `consumer ${groupId} has no partitions yet: it is joining its group or Kafka is away`;
    return [...this.waiting.values()][0];
  }

  reads(topic: string): boolean {
    return this.options.topics.has(topic);
  }

  /** Whether this partition is ours and has had no unread records for longer than `ms`, told without asking the broker. */
  isCurrentWithin(topic: string, partition: number, ms: number): boolean {
    if (this.problem() !== undefined || !this.lease.holds(topic, partition)) return false;
    const since = this.behindSince.get(`${topic}/${partition}`);
    return since === undefined || performance.now() - since < ms;
  }

  async commitOffsets(offsets: TopicPartitionOffsetAndMetadata[]): Promise<void> {
    await this.consumer.commitOffsets(offsets);
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics.keys()], fromBeginning: true });
    await this.consumer.run({
      eachBatchAutoResolve: false,
      autoCommit: !this.options.detached,
      partitionsConsumedConcurrently: this.options.concurrency,
      eachBatch: (payload) => (this.options.detached ? this.detach(payload) : this.keepingAlive(payload)),
    });
  }

  /** Lets the work under way end, commits, and leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const stopped = Promise.all(this.chains.values())
      .then(() => this.consumer.stop())
      .then(() => this.consumer.disconnect());
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref());
    await Promise.race([stopped, timeout]).catch((error: unknown) => {
      this.log.warn({ err: error, groupId: this.options.groupId }, 'Consumer did not stop cleanly');
    });
  }

  private watch(): void {
    const { GROUP_JOIN, HEARTBEAT, CRASH, REBALANCING, DISCONNECT } = this.consumer.events;
    const leave = () => {
      this.joined = false;
      this.lease.lost();
    };
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.joined = true;
      this.behindSince.clear();
      const assignment = new Map(Object.entries(payload.memberAssignment));
      this.lease.gained(assignment);
      this.options.onAssigned?.(assignment);
    });
    this.consumer.on(HEARTBEAT, () => this.lease.renewed());
    this.consumer.on(REBALANCING, leave);
    this.consumer.on(DISCONNECT, leave);
    this.consumer.on(CRASH, ({ payload }) => {
      leave();
      if (!payload.restart) this.die(payload.error);
    });
  }

  private die(error: Error): void {
    if (this.dead || this.stopping.signal.aborted) return;
    this.dead = error;
    this.options.onFatal(error);
  }

  private async detach(payload: EachBatchPayload): Promise<void> {
    const { topic, partition } = payload.batch;
    const key = `${topic}/${partition}`;
    const resume = payload.pause();
    // After a rebalance the same records may come again while the first run is still under way: one after the other.
    const chain = (this.chains.get(key) ?? Promise.resolve())
      .then(() => this.handle(payload))
      .catch((error: unknown) =>
        this.log.warn({ err: error, topic, partition }, 'Offset not committed; records come again'),
      )
      .finally(resume);
    this.chains.set(key, chain);
  }

  /** A handler may take longer than the session lasts, for instance while the database is away. */
  private async keepingAlive(payload: EachBatchPayload): Promise<void> {
    let lost: unknown;
    const timer = setInterval(() => {
      payload.heartbeat().catch((error: unknown) => (lost ??= error));
    }, HEARTBEAT_MS);
    try {
      await this.handle(payload);
    } finally {
      clearInterval(timer);
    }
    // kafkajs takes it from here: it rejoins, and what is not committed is handled again by whoever owns it then.
    if (lost) throw lost as Error;
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset } = payload;
    const { topic, partition } = batch;
    const entry = this.options.topics.get(topic);
    if (!entry) throw new Error(`No handler for ${topic}: the consumer was subscribed by mistake`);
    const from = this.options.skipBelow?.(topic, partition) ?? 0n;
    const records = from === 0n ? batch.messages : batch.messages.filter(({ offset }) => BigInt(offset) >= from);
    const { generation } = this.lease;
    const isOurs = () => !this.options.detached || generation === this.lease.generation;
    for (let start = 0; start < records.length; start += this.maxRecords) {
      if (!payload.isRunning() || payload.isStale() || this.stopping.signal.aborted) return;
      if (!isOurs()) return;
      const slice = records.slice(start, start + this.maxRecords);
      if (!(await this.handleSlice(entry.handling, topic, partition, slice, isOurs))) return;
      // Whoever has the partition now may be further on already: an old owner's commit would take it back.
      if (!isOurs()) return;
      const offset = slice.at(-1)?.offset ?? batch.lastOffset();
      resolveOffset(offset);
      await this.commit(payload, topic, partition, offset);
    }
    resolveOffset(batch.lastOffset());
    const next = (BigInt(batch.lastOffset()) + 1n).toString();
    const lag = Number(BigInt(batch.highWatermark) - BigInt(next));
    if (lag === 0) this.behindSince.delete(`${topic}/${partition}`);
    else if (!this.behindSince.has(`${topic}/${partition}`))
      this.behindSince.set(`${topic}/${partition}`, performance.now());
    this.options.onProgress?.(topic, partition, next, lag);
  }

  private async commit(payload: EachBatchPayload, topic: string, partition: number, offset: string): Promise<void> {
    if (!this.options.detached) return payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
    const metadata = this.options.commitMetadata?.(topic, partition) ?? null;
    await this.consumer.commitOffsets([{ topic, partition, offset: (BigInt(offset) + 1n).toString(), metadata }]);
  }

  /** False when it was interrupted. */
  private async handleSlice(
    handling: BatchHandling,
    topic: string,
    partition: number,
    slice: KafkaMessage[],
    isOurs: () => boolean,
  ) {
    const waiting = (reason: string | undefined) => {
      if (reason) this.waiting.set(`${topic}/${partition}`, reason);
      else this.waiting.delete(`${topic}/${partition}`);
    };
    try {
      await handling.handle(partition, slice, { signal: this.stopping.signal, isOurs, waiting });
      return true;
    } catch (error) {
      if (error instanceof Interrupted) return false;
      throw error;
    }
  }
}
