import type { Batch, KafkaMessage } from '@stopsms/kafka-client';
import { Interrupted } from './batch-handling';
import type { ConsumerOptions } from './consumer-options';
import { messagesIn } from '../records/frame';
import type { Progress } from './precedence';

/** Messages per call of a handler, unless it sets fewer. */
export const MAX_RECORDS = 1_000;

/** Records of one partition, in order. */
export type Fetched = Pick<Batch, 'topic' | 'partition' | 'messages' | 'highWatermark' | 'lastOffset'>;

/** Hands a batch to its handler slice by slice, and knows why a partition waits. */
export class BatchWalk {
  private readonly maxRecords: number;
  private readonly waiting = new Map<string, string>();
  private readonly handled = new Map<string, Progress>();

  constructor(
    private readonly options: Pick<ConsumerOptions, 'topics' | 'maxRecords' | 'skipBelow' | 'onProgress'>,
    private readonly stopping: AbortSignal,
  ) {
    this.maxRecords = Math.min(options.maxRecords ?? MAX_RECORDS, MAX_RECORDS);
  }

  /** Reason why a partition waits, if one does. */
  waitingFor(): string | undefined {
    return this.waiting.size === 0 ? undefined : [...this.waiting.values()][0];
  }

  /** Position up to which `<topic>/<partition>` was handled; undefined before the first record. */
  handledOf(key: string): Progress | undefined {
    return this.handled.get(key);
  }

  /** Clears all positions after a rebalance. */
  forget(): void {
    this.waiting.clear();
    this.handled.clear();
  }

  /**
   * @param goOn - false ends the walk before the next slice
   * @param isOurs - false ends it at once, and the slice just handled is not reported
   * @param handled - called with the offset of the last record of each handled slice
   * @returns true if the whole batch was handled
   */
  async run(
    batch: Fetched,
    { goOn, isOurs }: { goOn: () => boolean; isOurs: () => boolean },
    handled: (offset: string) => Promise<void>,
  ): Promise<boolean> {
    const { topic, partition, messages } = batch;
    const from = this.options.skipBelow?.(topic, partition, BigInt(batch.highWatermark)) ?? 0n;
    const isWhole = messages[0] === undefined || BigInt(messages[0].offset) >= from;
    const records = isWhole ? messages : messages.filter(({ offset }) => BigInt(offset) >= from);
    for (const slice of slices(records, this.maxRecords)) {
      if (this.stopping.aborted || !goOn() || !isOurs()) return false;
      if (!(await this.handle(topic, partition, slice, isOurs)) || !isOurs()) return false;
      const last = slice.at(-1);
      const offset = last?.offset ?? batch.lastOffset();
      this.note(topic, partition, offset, last?.timestamp);
      await handled(offset);
    }
    if (!goOn()) return false;
    this.progress(batch);
    return true;
  }

  /** Returns false when it was interrupted. */
  private async handle(
    topic: string,
    partition: number,
    slice: KafkaMessage[],
    isOurs: () => boolean,
  ): Promise<boolean> {
    const entry = this.options.topics.get(topic);
    if (!entry) throw new Error(`No handler for ${topic}: the consumer was subscribed by mistake`);
    const key = `${topic}/${partition}`;
    const waiting = (reason: string | undefined) => {
      if (reason) this.waiting.set(key, reason);
      else this.waiting.delete(key);
    };
    try {
      await entry.handling.handle(partition, slice, { signal: this.stopping, isOurs, waiting });
      return true;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      waiting(undefined);
      return false;
    }
  }

  private progress(batch: Fetched): void {
    const { topic, partition } = batch;
    const next = this.note(topic, partition, batch.lastOffset());
    this.options.onProgress?.(topic, partition, next.toString());
  }

  /** @returns the next offset */
  private note(topic: string, partition: number, last: string, timestamp?: string): bigint {
    const key = `${topic}/${partition}`;
    const upTo = BigInt(last) + 1n;
    const appendedAt = timestamp === undefined ? (this.handled.get(key)?.appendedAt ?? 0) : Number(timestamp);
    this.handled.set(key, { upTo, appendedAt });
    return upTo;
  }
}

/** Slices of at most so many messages, or of one frame that has more. */
function* slices(records: KafkaMessage[], most: number): Generator<KafkaMessage[]> {
  let start = 0;
  let messages = 0;
  for (let end = 0; end < records.length; end += 1) {
    const more = messagesIn(records[end] as KafkaMessage);
    if (end > start && messages + more > most) {
      yield records.slice(start, end);
      start = end;
      messages = 0;
    }
    messages += more;
  }
  if (start < records.length) yield records.slice(start);
}
