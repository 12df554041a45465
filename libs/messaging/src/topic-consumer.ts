import type { Topic } from '@stopsms/contracts';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { coPartitionAssigner } from './assigner';
import { type BatchHandling, Interrupted } from './batch-handling';
import type { MessagingLog } from './connection';

const MAX_RECORDS = 1_000;
const SESSION_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 10_000;

export interface ConsumerOptions {
  groupId: string;
  topics: Map<string, { topic: Topic; handling: BatchHandling }>;
  /** Partitions handled at the same time. */
  concurrency: number;
  /** Called once when the consumer is dead and will not come back. */
  onFatal: (error: Error) => void;
  /** Told the next offset to read of a partition, after each batch. */
  onProgress?: (topic: string, partition: number, nextOffset: string, lag: number) => void;
  /** A record below this offset was seen already and is skipped. */
  skipBelow?: (topic: string, partition: number) => bigint;
}

/** One kafkajs consumer group member: keeps its state visible, its offsets honest, and never dies silently. */
export class TopicConsumer {
  private readonly consumer: Consumer;
  private readonly stopping = new AbortController();
  private readonly waiting = new Map<string, string>();
  private joined = false;
  private dead: Error | undefined;

  constructor(
    kafka: Kafka,
    private readonly options: ConsumerOptions,
    private readonly log: MessagingLog,
  ) {
    this.consumer = kafka.consumer({
      groupId: options.groupId,
      partitionAssigners: [coPartitionAssigner],
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: 3_000,
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: 500,
      minBytes: 1,
      allowAutoTopicCreation: false,
    });
    const { GROUP_JOIN, CRASH, REBALANCING, DISCONNECT } = this.consumer.events;
    this.consumer.on(GROUP_JOIN, () => (this.joined = true));
    this.consumer.on(REBALANCING, () => (this.joined = false));
    this.consumer.on(DISCONNECT, () => (this.joined = false));
    this.consumer.on(CRASH, ({ payload }) => {
      this.joined = false;
      if (payload.restart || this.stopping.signal.aborted) return;
      this.dead = payload.error;
      options.onFatal(payload.error);
    });
  }

  /** Undefined when all is well, else what an operator should know. */
  problem(): string | undefined {
    const { groupId } = this.options;
    if (this.dead) return `consumer ${groupId} is dead: ${this.dead.message}`;
    if (!this.joined) return `consumer ${groupId} has no partitions yet: it is joining its group or Kafka is away`;
    return [...this.waiting.values()][0];
  }

  async start(): Promise<void> {
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: [...this.options.topics.keys()], fromBeginning: true });
    await this.consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: this.options.concurrency,
      eachBatch: (payload) => this.eachBatch(payload),
    });
  }

  /** Lets the batches under way end, commits, and leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const stopped = this.consumer.stop().then(() => this.consumer.disconnect());
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, STOP_TIMEOUT_MS).unref());
    await Promise.race([stopped, timeout]).catch((error: unknown) => {
      this.log.warn({ err: error, groupId: this.options.groupId }, 'Consumer did not stop cleanly');
    });
  }

  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, isRunning, isStale } = payload;
    const { topic, partition } = batch;
    const entry = this.options.topics.get(topic);
    if (!entry) throw new Error(`No handler for ${topic}: the consumer was subscribed by mistake`);
    const from = this.options.skipBelow?.(topic, partition) ?? 0n;
    const records = from === 0n ? batch.messages : batch.messages.filter(({ offset }) => BigInt(offset) >= from);
    const waiting = (reason: string | undefined) => {
      if (reason) this.waiting.set(`${topic}/${partition}`, reason);
      else this.waiting.delete(`${topic}/${partition}`);
    };
    for (let start = 0; start < records.length; start += MAX_RECORDS) {
      if (!isRunning() || isStale() || this.stopping.signal.aborted) return;
      const slice = records.slice(start, start + MAX_RECORDS);
      try {
        await entry.handling.handle(partition, slice, { signal: this.stopping.signal, heartbeat, waiting });
      } catch (error) {
        if (error instanceof Interrupted) return;
        throw error;
      }
      const last = slice.at(-1);
      if (last) resolveOffset(last.offset);
      await heartbeat();
    }
    resolveOffset(batch.lastOffset());
    const next = (BigInt(batch.lastOffset()) + 1n).toString();
    this.options.onProgress?.(topic, partition, next, Number(BigInt(batch.highWatermark) - BigInt(next)));
  }
}
