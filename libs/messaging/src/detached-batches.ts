import type { EachBatchPayload, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { BatchWalk } from './batch-walk';
import type { MessagingLog } from './connection';
import type { ConsumerOptions } from './consumer-options';
import type { PartitionLease } from './partition-lease';

/** Records of a partition fetched ahead of its handler; beyond that it is paused. */
const MAX_QUEUED = 2_000;

export interface DetachedAround {
  walk: BatchWalk;
  lease: PartitionLease;
  stopping: AbortSignal;
  commit: (offsets: TopicPartitionOffsetAndMetadata[]) => Promise<void>;
  onFatal: (error: Error) => void;
  log: MessagingLog;
}

/**
 * Takes batches off kafkajs's hands at once, so that it goes on fetching while they are handled, each partition in its own
 * order. What is handled is committed by us; after a rebalance the rest comes again, possibly while its first run is under
 * way: one after the other.
 */
export class DetachedBatches {
  /** Work under way or queued of each partition. */
  private readonly chains = new Map<string, Promise<void>>();
  private readonly queued = new Map<string, number>();

  constructor(
    private readonly options: Pick<ConsumerOptions, 'topics' | 'commitMetadata'>,
    private readonly around: DetachedAround,
  ) {}

  take(payload: EachBatchPayload): void {
    const { topic, partition, messages } = payload.batch;
    const key = `${topic}/${partition}`;
    const queued = (this.queued.get(key) ?? 0) + messages.length;
    this.queued.set(key, queued);
    const resume = queued > MAX_QUEUED ? payload.pause() : undefined;
    payload.resolveOffset(payload.batch.lastOffset());
    const { generation } = this.around.lease;
    const isOurs = () => generation === this.around.lease.generation;
    const chain = Promise.all([this.chains.get(key), this.others(topic, partition, isOurs)])
      .then(() => this.handle(payload, isOurs))
      // What was fetched after it would be committed over it: start again from what is committed.
      .catch((error: unknown) => this.around.onFatal(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        this.queued.set(key, (this.queued.get(key) ?? 0) - messages.length);
        resume?.();
      });
    this.chains.set(key, chain);
  }

  /** Resolves when all that was taken has been handled, or given up. */
  async drained(): Promise<void> {
    await Promise.all(this.chains.values());
  }

  private async others(topic: string, partition: number, isOurs: () => boolean): Promise<void> {
    const before = this.options.topics.get(topic)?.after;
    if (!before) return;
    const key = `${before.topic}/${partition}`;
    const goOn = () => isOurs() && !this.around.stopping.aborted;
    await before.kept(partition, () => this.around.walk.handledUpTo(key), goOn);
  }

  /** Stops for good once the partition went to somebody else: an old owner's commit would take the new one back. */
  private async handle({ batch, isRunning }: EachBatchPayload, isOurs: () => boolean): Promise<void> {
    const { topic, partition } = batch;
    await this.around.walk.run(batch, { goOn: isRunning, isOurs }, async (offset) => {
      const metadata = this.options.commitMetadata?.(topic, partition) ?? null;
      try {
        await this.around.commit([{ topic, partition, offset: (BigInt(offset) + 1n).toString(), metadata }]);
      } catch (error) {
        // The next commit covers this one; if none comes, the records come again and are recognised.
        this.around.log.warn({ err: error, topic, partition }, 'Offset not committed');
      }
    });
  }
}
