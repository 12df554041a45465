import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { Topic } from '@stopsms/contracts';
import type { Consumer, EachBatchPayload, Kafka, TopicPartitionOffsetAndMetadata } from '@stopsms/kafka-client';
import { coPartitionAssigner } from './assigner';
import { BatchWalk } from './batch-walk';
import { askOnce } from '../client/broker-probe';
import type { MessagingLog } from '../client/messaging-log';
import type { ConsumerOptions } from './consumer-options';
import { DetachedBatches } from './detached-batches';
import type { GroupOffsets } from '../broker/group-offsets';
import { type Lag, lagOf } from '../broker/lag';
import { OffsetCommits } from './offset-commits';
import { LEASE_MS, PartitionLease } from './partition-lease';
import { type Patiently, retryTransient } from '../faults/retry-transient';
import { REBALANCE_TIMEOUT_MS, SilenceWatch } from './silence-watch';
import { isTransient } from '../faults/transient-faults';

const SESSION_TIMEOUT_MS = 15_000;
const HEARTBEAT_MS = 3_000;
const STOP_TIMEOUT_MS = 10_000;
/** Silence of the group, two missed heartbeats, after which no leave request is sent. */
const CUT_OFF_MS = 7_000;
const STOP_CUT_OFF_MS = 1_000;
/** Maximum wait of a fetch: a broker responds earlier when there are records; this long it may delay leaving or rejoining. */
const FETCH_WAIT_MS = 1_000;
const COME_BACK_MS = 1_000;
/** Attempts of kafkajs before a failure is final: its own default. */
const RETRIES = 5;
/** Kafka's names of requests that renew a session of the group. */
const KEEPS_MEMBERSHIP: ReadonlySet<string> = new Set(['SyncGroup', 'Heartbeat']);

/** Member of a kafkajs consumer group: its state is visible, its offsets are correct, and it never fails silently. */
export class TopicConsumer {
  readonly lease = new PartitionLease();
  private readonly consumer: Consumer;
  private readonly stopping = new AbortController();
  private readonly walk: BatchWalk;
  private readonly detached: DetachedBatches | undefined;
  private readonly commits: OffsetCommits;
  private readonly silence: SilenceWatch;
  private gathering: Promise<void> | undefined;
  private joined = false;
  private joiningAnew: Promise<void> | undefined;
  private dead: Error | undefined;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly log: MessagingLog,
  ) {
    // Each partition may wait on it; Node treats more than ten listeners as a leak.
    setMaxListeners(0, this.stopping.signal);
    this.walk = new BatchWalk(options, this.stopping.signal);
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [coPartitionAssigner],
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      // kafkajs schedules its restart only after it has disconnected, also if it was stopped meanwhile, and would then run for ever.
      retry: { retries: RETRIES, restartOnFailure: () => Promise.resolve(!this.stopping.signal.aborted) },
    });
    this.commits = new OffsetCommits((offsets) => this.commitOffsets(offsets), this.lease, log);
    if (options.detached) {
      this.detached = new DetachedBatches(options, {
        walk: this.walk,
        lease: this.lease,
        stopping: this.stopping.signal,
        commits: this.commits,
        onFatal: (error) => this.die(error),
      });
    }
    this.silence = new SilenceWatch(
      () => askOnce(kafka),
      (event) => this.die(new Error(`consumer ${options.groupId} ${event}`)),
      () => this.joined,
      options.maxSilenceMs,
    );
    this.watch();
  }

  /** Problem for an operator; undefined if there is none. */
  problem(): string | undefined {
    const { groupId } = this.options;
    if (this.dead) return `consumer ${groupId} has failed: ${this.dead.message}`;
    if (!this.joined) return `consumer ${groupId} has no partitions yet: it is joining its group or Kafka is down`;
    const silentMs = this.lease.silentMs();
    if (silentMs > LEASE_MS) {
      return `consumer ${groupId} has had no response from its group for ${Math.round(silentMs / 1_000)} s: Kafka is down or hangs`;
    }
    return this.walk.waitingFor();
  }

  /** Lag of the assigned partitions. */
  lags(offsets: GroupOffsets): Promise<Lag>[] {
    const { groupId, topics } = this.options;
    return [...topics.values()].map(({ topic }) => {
      const ours = this.lease.partitionsOf(topic.name);
      const next = ours.map((n) => [n, this.walk.handledOf(`${topic.name}/${n}`)?.upTo] as const);
      return lagOf(offsets, groupId, topic, new Map(next));
    });
  }

  /** Next offset of an assigned partition; undefined before the first record. */
  handled({ name }: Topic, partition: number): bigint | undefined {
    return this.walk.handledOf(`${name}/${partition}`)?.upTo;
  }

  reads(topic: string): boolean {
    return this.options.topics.has(topic);
  }

  async commitOffsets(offsets: TopicPartitionOffsetAndMetadata[]): Promise<void> {
    await this.consumer.commitOffsets(offsets);
  }

  /** Continues reading at these offsets; records fetched before are dropped. */
  seek(topic: string, offsets: ReadonlyMap<number, bigint>): void {
    for (const [partition, offset] of offsets) {
      this.consumer.seek({ topic, partition, offset: offset.toString() });
    }
  }

  async start(patiently: Patiently = retryTransient): Promise<void> {
    await patiently(() => this.consumer.connect());
    await patiently(() => this.consumer.subscribe({ topics: [...this.options.topics.keys()], fromBeginning: true }));
    this.silence.start();
    await this.run();
  }

  private async run(): Promise<void> {
    await this.consumer.run({
      eachBatchAutoResolve: false,
      autoCommit: false,
      partitionsConsumedConcurrently: this.options.concurrency,
      eachBatch: async (payload) => {
        // kafkajs fetches again when this has ended. A record that arrives alone has not waited by then.
        const gathering = this.gather();
        if (this.detached) this.detached.take(payload);
        else await this.keepingAlive(payload);
        await gathering;
      },
    });
  }

  /** Completes the work in progress, commits, and leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.silence.stop();
    const stopped = Promise.resolve(this.detached?.drained())
      .then(() => this.commits.drained())
      .then(() => this.joiningAnew)
      .then(() => this.consumer.stop())
      .then(() => this.consumer.disconnect());
    const ms = this.lease.silentMs() > CUT_OFF_MS ? STOP_CUT_OFF_MS : STOP_TIMEOUT_MS;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, ms).unref());
    await Promise.race([stopped, timeout]).catch((error: unknown) => {
      this.log.warn({ err: error, groupId: this.options.groupId }, 'Consumer did not stop cleanly');
    });
  }

  private watch(): void {
    const { GROUP_JOIN, HEARTBEAT, CRASH, REBALANCING, DISCONNECT, FETCH_START, REQUEST } = this.consumer.events;
    const leave = () => {
      void this.commits.now();
      this.joined = false;
      this.lease.lost();
    };
    this.consumer.on(REQUEST, ({ payload }) => {
      this.silence.answered(payload.apiName);
      if (KEEPS_MEMBERSHIP.has(payload.apiName)) this.lease.answered(payload.sentAt);
    });
    this.consumer.on(GROUP_JOIN, ({ payload }) => {
      this.joined = true;
      this.walk.forget();
      const assignment = new Map(Object.entries(payload.memberAssignment));
      this.lease.gained(assignment);
      this.options.onAssigned?.(assignment);
    });
    this.consumer.on(HEARTBEAT, () => this.lease.renewed());
    this.consumer.on(REBALANCING, leave);
    this.consumer.on(FETCH_START, () => {
      if (!this.joined) this.joinAnew();
    });
    this.consumer.on(DISCONNECT, leave);
    this.consumer.on(CRASH, ({ payload }) => {
      leave();
      if (payload.restart) return;
      if (isTransient(payload.error)) void Promise.resolve(this.joiningAnew).then(() => this.comeBack(payload.error));
      else this.die(payload.error);
    });
  }

  /**
   * Leaves and rejoins as a new member. kafkajs continues with its old membership, without an error, when the group's broker
   * is still loading while it wants to rejoin; the records dropped at the loss would then never arrive again.
   */
  private joinAnew(): void {
    if (this.joiningAnew || this.dead || this.stopping.signal.aborted) return;
    this.log.warn({ groupId: this.options.groupId }, 'Consumer continues without having rejoined its group: rejoining');
    this.joiningAnew = this.commits
      .now()
      .then(() => this.consumer.stop())
      .then(() => (this.stopping.signal.aborted ? undefined : this.run()))
      .catch((error: unknown) => this.die(error instanceof Error ? error : new Error(String(error))))
      .finally(() => (this.joiningAnew = undefined));
  }

  /**
   * Restarts after a permanent failure: after a broker hung for minutes kafkajs finds no coordinator for a moment and gives
   * up.
   */
  private comeBack(error: Error): void {
    if (this.joiningAnew || this.dead || this.stopping.signal.aborted) return;
    this.log.warn({ groupId: this.options.groupId, err: error }, 'Consumer gave up on its broker: restarting it');
    this.joiningAnew = delay(COME_BACK_MS, undefined, { signal: this.stopping.signal })
      .then(() => this.consumer.connect())
      .then(() => (this.stopping.signal.aborted ? undefined : this.run()))
      .catch((next: Error) => {
        if (this.stopping.signal.aborted) return;
        if (isTransient(next)) setImmediate(() => this.comeBack(next));
        else this.die(next);
      })
      .finally(() => (this.joiningAnew = undefined));
  }

  private die(error: Error): void {
    if (this.dead || this.stopping.signal.aborted) return;
    this.dead = error;
    this.options.onFatal(error);
  }

  /** Returns one promise for all batches of a fetch. */
  private gather(): Promise<void> | undefined {
    const { lingerMs } = this.options;
    if (!lingerMs) return undefined;
    this.gathering ??= delay(lingerMs, undefined, { signal: this.stopping.signal })
      .catch(() => undefined)
      .finally(() => (this.gathering = undefined));
    return this.gathering;
  }

  /** Sends heartbeats while a handler works: it may take longer than the session, for instance while the database is down. */
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
    // kafkajs rejoins; records that are not committed are handled again by their owner then.
    if (lost) throw lost as Error;
  }

  private async handle(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, isRunning, isStale } = payload;
    const { generation } = this.lease;
    const goOn = () => isRunning() && !isStale();
    const done = await this.walk.run(batch, { goOn, isOurs: () => true }, async (offset) => {
      resolveOffset(offset);
      if (this.options.uncommitted) return;
      const { topic, partition } = batch;
      const next = (BigInt(offset) + 1n).toString();
      // While it stops, kafkajs commits only through a batch.
      if (this.stopping.signal.aborted) await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets());
      else this.commits.note({ topic, partition, offset: next, metadata: null }, generation);
    });
    if (done) resolveOffset(batch.lastOffset());
  }
}
