import { setTimeout as delay } from 'node:timers/promises';
import type { EachBatchPayload, KafkaMessage } from '@stopsms/kafka-client';
import { type BatchWalk, type Fetched, MAX_RECORDS } from './batch-walk';
import type { ConsumerOptions } from './consumer-options';
import { messagesIn } from '../records/frame';
import type { OffsetCommits } from './offset-commits';
import type { PartitionLease } from './partition-lease';
import { LOOK_EVERY_MS, type Precedence, type Progress } from './precedence';
import { type Entrant, Rounds } from './rounds';

/** Messages of a partition fetched ahead of its handler; beyond that it is paused. */
const MAX_QUEUED = 2_000;

interface DetachedAround {
  walk: BatchWalk;
  lease: PartitionLease;
  stopping: AbortSignal;
  commits: OffsetCommits;
  onFatal: (error: Error) => void;
}

interface Fetch {
  payload: EachBatchPayload;
  generation: number;
  /** Records that somebody waits for. */
  urgent: number;
}

/** Fetched records of one partition that are not handled yet. */
interface Backlog extends Entrant {
  fetches: Fetch[];
  /** Fetches that the handler has now. */
  inHand: readonly Fetch[];
  /** Position up to which the partition was fetched in that generation. */
  fetched: (Progress & { generation: number }) | undefined;
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
    const { generation } = this.context.lease;
    backlog.fetches.push({ payload, generation, urgent });
    const appendedAt = Number(messages.at(-1)?.timestamp ?? backlog.fetched?.appendedAt ?? 0);
    backlog.fetched = { upTo: BigInt(payload.batch.lastOffset()) + 1n, appendedAt, generation };
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
      ...{ fetches: [], inHand: [], messages: 0 },
      ...{ fetched: undefined, begin: undefined, resume: undefined, running: undefined },
    };
    this.backlogs.set(key, backlog);
    return backlog;
  }

  private async work(backlog: Backlog): Promise<void> {
    // All batches of a fetch are handed over in the same tick.
    await Promise.resolve();
    try {
      while (backlog.fetches[0]) {
        const { generation, payload } = backlog.fetches[0];
        if (this.rounds?.includes(payload.batch.topic)) await this.rounds.enter(backlog);
        const others = backlog.fetches.findIndex((fetch) => fetch.generation !== generation);
        const fetches = backlog.fetches.splice(0, others === -1 ? backlog.fetches.length : others);
        const fetched = together(fetches.map((fetch) => fetch.payload));
        backlog.inHand = fetches;
        await this.handle(fetched, payload, generation);
        backlog.inHand = [];
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
    const after = this.options.topics.get(topic)?.after;
    if (after) await Promise.all(after.map((before) => this.precede(before, partition, messages, goOn)));
  }

  /**
   * Resolves once every record of the other topic that was appended before these and has one of their keys is handled. Those of
   * other keys need only be fetched: then it is known that they are others.
   */
  private async precede(
    before: Precedence,
    partition: number,
    messages: readonly KafkaMessage[],
    goOn: () => boolean,
  ): Promise<void> {
    const key = `${before.topic}/${partition}`;
    const appendedAt = Number(messages.at(-1)?.timestamp ?? Infinity);
    await before.kept(partition, appendedAt, () => this.fetchedOf(key), goOn);
    const last = this.lastOfKeys(key, messages);
    if (last === undefined) return;
    this.rounds?.hurry(1);
    try {
      while (goOn() && this.nextOf(key) <= last) await delay(LOOK_EVERY_MS);
    } finally {
      this.rounds?.handled(1);
    }
  }

  private fetchedOf(key: string): Progress | undefined {
    const fetched = this.backlogs.get(key)?.fetched;
    return fetched?.generation === this.context.lease.generation ? fetched : this.context.walk.handledOf(key);
  }

  private nextOf(key: string): bigint {
    return this.context.walk.handledOf(key)?.upTo ?? 0n;
  }

  /** Returns the offset of the last record that is not handled yet and has a key of these; undefined if there is none. */
  private lastOfKeys(key: string, messages: readonly KafkaMessage[]): bigint | undefined {
    const backlog = this.backlogs.get(key);
    if (!backlog) return undefined;
    const next = this.nextOf(key);
    const ours = [...backlog.inHand, ...backlog.fetches].filter(
      ({ generation }) => generation === this.context.lease.generation,
    );
    const last = ours
      .flatMap(({ payload }) => payload.batch.messages)
      .findLast((record) => BigInt(record.offset) >= next && sharesKey(record, messages));
    return last && BigInt(last.offset);
  }
}

/** True if a record, or a message of its frame, may have the key of one of the others: a key is part of each message. */
const sharesKey = ({ key, value }: Pick<KafkaMessage, 'key' | 'value'>, others: readonly KafkaMessage[]): boolean =>
  others.some((other) => other.key === null || key?.equals(other.key) || value?.includes(other.key));

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
