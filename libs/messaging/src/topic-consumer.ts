import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import { coPartitionAssigner } from './assigner';
import { BatchWalk } from './batch-walk';
import type { MessagingLog } from './connection';
import type { ConsumerOptions } from './consumer-options';
import { PartitionLease } from './partition-lease';

/** Records of a detached partition fetched ahead of its handler; beyond that it is paused. */
const MAX_QUEUED = 2_000;
const SESSION_TIMEOUT_MS = 15_000;
const HEARTBEAT_MS = 3_000;
const STOP_TIMEOUT_MS = 10_000;
const FETCH_WAIT_MS = 500;
/** More than gathers in a moment, and less than the broker gives at once. */
const GATHERED_BYTES = 500_000;
const LOOK_EVERY_MS = 5;

/** One kafkajs consumer group member: keeps its state visible, its offsets honest, and never dies silently. */
export class TopicConsumer {
  readonly lease = new PartitionLease();
  private readonly consumer: Consumer;
  private readonly stopping = new AbortController();
  private readonly walk: BatchWalk;
  /** Work under way or queued of each partition, when detached. */
  private readonly chains = new Map<string, Promise<void>>();
  private readonly queued = new Map<string, number>();
  /** End of each partition as its latest fetch told. */
  private readonly endSeen = new Map<string, bigint>();
  /** Fetches that must have started before a paused partition has surely been fetched again. */
  private fetchStarts = 0;
  private readonly fetchedAgainBy = new Map<string, number>();
  private joined = false;
  private dead: Error | undefined;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly log: MessagingLog,
  ) {
    this.walk = new BatchWalk(options, this.stopping.signal);
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [coPartitionAssigner],
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: options.gatherMs ?? FETCH_WAIT_MS,
      minBytes: options.gatherMs === undefined ? 1 : GATHERED_BYTES,
      allowAutoTopicCreation: false,
    });
    this.watch();
  }

  /** Undefined when all is well, else what an operator should know. */
  problem(): string | undefined {
    const { groupId } = this.options;
    if (this.dead) return `consumer ${groupId} is dead: ${this.dead.message}`;
    if (!this.joined) return `consumer ${groupId} has no partitions yet: it is joining its group or Kafka is away`;
    return this.walk.waitingFor();
  }

  reads(topic: string): boolean {
    return this.options.topics.has(topic);
  }

  async commitOffsets(offsets: TopicPartitionOffsetAndMetadata[]): Promise<void> {
    await this.consumer.commitOffsets(offsets);
  }

  /** Goes on reading there; what was fetched before is dropped. */
  seek(topic: string, offsets: ReadonlyMap<number, bigint>): void {
    for (const [partition, offset] of offsets) {
      this.consumer.seek({ topic, partition, offset: offset.toString() });
    }
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
    const { GROUP_JOIN, HEARTBEAT, CRASH, REBALANCING, DISCONNECT, FETCH_START } = this.consumer.events;
    const leave = () => {
      this.joined = false;
      this.lease.lost();
    };
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.joined = true;
      this.walk.forget();
      const assignment = new Map(Object.entries(payload.memberAssignment));
      this.lease.gained(assignment);
      this.options.onAssigned?.(assignment);
    });
    this.consumer.on(FETCH_START, () => (this.fetchStarts += 1));
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

  /**
   * Takes the batch off kafkajs's hands at once, so that it goes on fetching. What is handled is committed by us; after a
   * rebalance the rest comes again, possibly while its first run is under way: one after the other.
   */
  private async detach(payload: EachBatchPayload): Promise<void> {
    const { topic, partition, messages, highWatermark } = payload.batch;
    const key = `${topic}/${partition}`;
    this.endSeen.set(key, BigInt(highWatermark));
    const queued = (this.queued.get(key) ?? 0) + messages.length;
    this.queued.set(key, queued);
    const resume = queued > MAX_QUEUED ? payload.pause() : undefined;
    if (resume) this.fetchedAgainBy.set(key, Infinity);
    else this.fetchedAgainBy.delete(key);
    payload.resolveOffset(payload.batch.lastOffset());
    const { generation } = this.lease;
    const chain = Promise.all([this.chains.get(key), this.handledBefore(topic, partition, generation)])
      .then(() => this.handleDetached(payload, generation))
      // What was fetched after it would be committed over it: start again from what is committed.
      .catch((error: unknown) => this.die(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        this.queued.set(key, (this.queued.get(key) ?? 0) - messages.length);
        resume?.();
        // The first fetch to start from now on asks for it; when a second one starts, its records have been handed over.
        if (resume) this.fetchedAgainBy.set(key, this.fetchStarts + 2);
      });
    this.chains.set(key, chain);
  }

  /** Waits for everything that was, when this batch was fetched, in the same partition of the topic it comes after. */
  private async handledBefore(topic: string, partition: number, generation: number): Promise<void> {
    const after = this.options.topics.get(topic)?.after;
    if (after === undefined) return;
    // All batches of a fetch are handed over in one go, in any order.
    await new Promise((resolve) => setImmediate(resolve));
    const key = `${after}/${partition}`;
    let end = this.endSeen.get(key) ?? 0n;
    await this.chains.get(key);
    while (generation === this.lease.generation) {
      // Nothing was fetched while it was paused: its end is not known before it has been fetched again.
      if (this.fetchStarts < (this.fetchedAgainBy.get(key) ?? 0)) end = this.endSeen.get(key) ?? end;
      else if ((this.walk.handledUpTo(key) ?? end) >= end) return;
      await delay(LOOK_EVERY_MS);
    }
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
    const { batch, resolveOffset, isRunning, isStale } = payload;
    const goOn = () => isRunning() && !isStale();
    const done = await this.walk.run(batch, { goOn, isOurs: () => true }, async (offset) => {
      resolveOffset(offset);
      await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
    });
    if (done) resolveOffset(batch.lastOffset());
  }

  /** Stops for good once the partition went to somebody else: an old owner's commit would take the new one back. */
  private async handleDetached({ batch, isRunning }: EachBatchPayload, generation: number): Promise<void> {
    const { topic, partition } = batch;
    const isOurs = () => generation === this.lease.generation;
    await this.walk.run(batch, { goOn: isRunning, isOurs }, async (offset) => {
      const metadata = this.options.commitMetadata?.(topic, partition) ?? null;
      try {
        await this.consumer.commitOffsets([{ topic, partition, offset: (BigInt(offset) + 1n).toString(), metadata }]);
      } catch (error) {
        // The next commit covers this one; if none comes, the records come again and are recognised.
        this.log.warn({ err: error, topic, partition }, 'Offset not committed');
      }
    });
  }
}
