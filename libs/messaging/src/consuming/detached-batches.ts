import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { type BatchWalk, type Fetched, MAX_RECORDS } from './batch-walk';
import type { ConsumerOptions } from './consumer-options';
import { messagesIn } from '../records/frame';
import type { OffsetCommits } from './offset-commits';
import type { PartitionLease } from './partition-lease';
import { type Entrant, Rounds } from './rounds';

/** Messages of a partition fetched ahead of its handler; beyond that it is paused. */
const MAX_QUEUED = 2_000;

export interface DetachedAround {
  walk: BatchWalk;
  lease: PartitionLease;
  stopping: AbortSignal;
  commits: OffsetCommits;
  onFatal: (error: Error) => void;
}

/** Fetched records of one partition that are not handled yet. */
interface Backlog extends Entrant {
  /** `urgent`: records that somebody waits for. */
  fetches: { payload: EachBatchPayload; generation: number; urgent: number }[];
  resume: (() => void) | undefined;
  running: Promise<void> | undefined;
}

/**
 * Takes over batches at once, so that kafkajs continues fetching while they are handled, each partition in its own order.
 * Records fetched meanwhile are handled together: the longer one call takes, the more the next one gets. This class commits
 * handled records; after a rebalance the rest arrives again, possibly while its first run is in progress: the runs follow
 * each other.
 */
export class DetachedBatches {
  private readonly backlogs = new Map<string, Backlog>();
  private readonly rounds: Rounds | undefined;

  constructor(
    private readonly options: Pick<ConsumerOptions, 'topics' | 'commitMetadata' | 'gathering'>,
    private readonly context: DetachedAround,
  ) {
    const { gathering } = options;
    if (gathering) this.rounds = new Rounds(gathering, MAX_RECORDS, context.stopping);
  }

  take(payload: EachBatchPayload): void {
    const { topic, partition, messages } = payload.batch;
    const backlog = this.backlogOf(`${topic}/${partition}`);
    backlog.messages += countOf(messages);
    const urgent = this.rounds?.fetched(topic, messages) ?? 0;
    backlog.fetches.push({ payload, generation: this.context.lease.generation, urgent });
    if (backlog.messages > MAX_QUEUED) backlog.resume ??= payload.pause();
    payload.resolveOffset(payload.batch.lastOffset());
    backlog.running ??= this.work(backlog);
  }

  /** Resolves when all batches taken over are handled or given up. */
  async drained(): Promise<void> {
    await Promise.all([...this.backlogs.values()].map(({ running }) => running));
  }

  private backlogOf(key: string): Backlog {
    const backlog = this.backlogs.get(key) ?? {
      ...{ fetches: [], messages: 0 },
      ...{ begin: undefined, resume: undefined, running: undefined },
    };
    this.backlogs.set(key, backlog);
    return backlog;
  }

  private async work(backlog: Backlog): Promise<void> {
    // All batches of a fetch are handed over in the same tick.
    await Promise.resolve();
    try {
      while (backlog.fetches[0]) {
        await this.rounds?.enter(backlog);
        const { generation, payload } = backlog.fetches[0];
        const others = backlog.fetches.findIndex((fetch) => fetch.generation !== generation);
        const fetches = backlog.fetches.splice(0, others === -1 ? backlog.fetches.length : others);
        const fetched = together(fetches.map((fetch) => fetch.payload));
        await this.handle(fetched, payload, generation);
        backlog.messages -= countOf(fetched.messages);
        this.rounds?.handled(fetches.reduce((count, { urgent }) => count + urgent, 0));
        if (backlog.messages <= MAX_QUEUED) {
          backlog.resume?.();
          backlog.resume = undefined;
        }
      }
    } catch (error) {
      // A later commit would cover it: restart from the committed offset.
      this.context.onFatal(error instanceof Error ? error : new Error(String(error)));
    } finally {
      backlog.running = undefined;
    }
  }

  /** Stops once the partition is assigned to another member: a commit of the old owner would take the new one back. */
  private async handle(fetched: Fetched, { isRunning }: EachBatchPayload, generation: number): Promise<void> {
    const { topic, partition } = fetched;
    const isOurs = () => generation === this.context.lease.generation;
    await this.others(fetched, isOurs);
    await this.context.walk.run(fetched, { goOn: isRunning, isOurs }, (offset) => {
      const next = BigInt(offset) + 1n;
      const metadata = this.options.commitMetadata?.(topic, partition, next) ?? null;
      this.context.commits.note({ topic, partition, offset: next.toString(), metadata }, generation);
      return Promise.resolve();
    });
  }

  private async others({ topic, partition, messages }: Fetched, isOurs: () => boolean): Promise<void> {
    const goOn = () => isOurs() && !this.context.stopping.aborted;
    const appendedAt = Number(messages.at(-1)?.timestamp ?? Infinity);
    const kept = this.options.topics.get(topic)?.after?.map((before) => {
      const key = `${before.topic}/${partition}`;
      return before.kept(partition, appendedAt, () => this.context.walk.handledOf(key), goOn);
    });
    if (kept) await Promise.all(kept);
  }
}

const countOf = (records: readonly KafkaMessage[]): number =>
  records.reduce((count, record) => count + messagesIn(record), 0);

/** Joins successive fetches of one partition. */
function together(payloads: EachBatchPayload[]): Fetched {
  const batches = payloads.map(({ batch }) => batch);
  const last = batches[batches.length - 1] as EachBatchPayload['batch'];
  const { topic, partition, highWatermark } = last;
  const messages = batches.length === 1 ? last.messages : batches.flatMap((batch) => batch.messages);
  return { topic, partition, highWatermark, messages, lastOffset: () => last.lastOffset() };
}
