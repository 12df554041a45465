import { setTimeout as delay } from 'node:timers/promises';
import { type ServiceName, type Topic, deadLetterOf } from '@stopsms/contracts';
import type { Clock, RecipientKeys } from '@stopsms/kernel';
import type { KafkaMessage } from '@stopsms/kafka-client';
import type { MessagingLog } from '../client/messaging-log';
import { type Unhandled, inRequests, letterOf } from '../dead-letters/letter';
import { Decoded, type Malformed, decode, header } from '../records/decode';
import type { Message, UnreadableRecord } from '../records/message';
import type { Publisher } from '../publishing/publisher';
import { isTransient } from '../faults/transient-faults';

const TRIES = 3;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5_000;
/** Duration after which an attempt counts as working, no longer as waiting for the fault of an earlier one. */
const WORKING_AFTER_MS = 10_000;
/** Duration of an outage below which it is not logged: on a busy machine most are over by then. */
const LOG_AFTER_MS = 1_000;

export type BatchHandler = (messages: Message<unknown>[]) => Promise<void>;

/**
 * Handler of unreadable records, retried like other handlers while what it needs is down; the record is not dead-lettered
 * before.
 */
export type UnreadableHandler = (record: UnreadableRecord) => void | Promise<void>;

/** Context of one run of a batch, provided by the consumer. */
interface BatchRun {
  /** Aborted when the consumer stops or loses the partition: unfinished records are left to the next owner. */
  signal: AbortSignal;
  /** False once the partition is assigned to another member. */
  isOurs: () => boolean;
  /** Called with the reason why the partition waits, and with undefined when it continues. */
  waiting: (reason: string | undefined) => void;
}

export class Interrupted extends Error {}

/** Handles every record of a batch, or dead-letters it with its cause. Never skips one. */
export class BatchHandling {
  constructor(
    private readonly service: ServiceName,
    private readonly topic: Topic,
    private readonly handler: BatchHandler,
    private readonly publisher: Publisher,
    private readonly clock: Clock,
    private readonly log: MessagingLog,
    private readonly onDeadLetter: (topic: string, reason: string) => void,
    /** Called with each dead-lettered record, after those before it were handled and before those behind it. */
    private readonly onUnreadable?: UnreadableHandler,
    /** Recipient keys, in a service that makes them. */
    private readonly keys?: RecipientKeys,
    /** Maximum of messages per call of the handler. */
    private readonly maxMessages = Infinity,
  ) {}

  /**
   * @throws Interrupted when the signal ended it; the records may or may not have been handled
   */
  async handle(partition: number, records: KafkaMessage[], run: BatchRun): Promise<void> {
    // A key of a secret that this process was not given waits until it is.
    const all = await this.withPatience(run, async () => this.decodeAll(partition, records, run));
    for (const { readable, unreadable } of this.runsOf(all)) {
      await this.deadLetter(partition, unreadable, run);
      await this.handleReadable(partition, readable, run);
    }
  }

  /** Messages in order where unreadable ones are reported, each run behind those before it; otherwise unreadable ones first. */
  private runsOf(all: (Decoded | Malformed)[]): { unreadable: Unhandled[]; readable: Decoded[] }[] {
    let last: { unreadable: Unhandled[]; readable: Decoded[] } = { unreadable: [], readable: [] };
    const runs = [last];
    for (const one of all) {
      if (one instanceof Decoded) {
        last.readable.push(one);
        continue;
      }
      if (this.onUnreadable && last.readable.length > 0) runs.push((last = { unreadable: [], readable: [] }));
      last.unreadable.push({ record: one.record, code: one.code, reason: one.detail, stack: undefined });
    }
    return runs;
  }

  private decodeAll(partition: number, records: KafkaMessage[], { isOurs }: BatchRun): (Decoded | Malformed)[] {
    return records.flatMap((record) => decode(this.topic, partition, record, isOurs, this.keys));
  }

  private async handleReadable(partition: number, readable: Decoded[], run: BatchRun): Promise<void> {
    if (readable.length <= this.maxMessages) return this.handleSome(partition, readable, run);
    for (let from = 0; from < readable.length; from += this.maxMessages) {
      await this.handleSome(partition, readable.slice(from, from + this.maxMessages), run);
    }
  }

  private async handleSome(partition: number, readable: Decoded[], run: BatchRun): Promise<void> {
    if (readable.length === 0) return;
    const fault = await this.tryHandling(readable, run);
    if (fault) await this.isolate(partition, readable, fault, run, { isWell: false });
  }

  /**
   * Dead-letters the records that cannot be handled, and handles the others in order: by halves, so that a few of them cost a
   * few calls. Once something of the batch was handled since it failed, a record that fails is at fault itself and is not
   * retried.
   */
  private async isolate(
    partition: number,
    readable: Decoded[],
    fault: Error,
    run: BatchRun,
    since: { isWell: boolean },
  ): Promise<void> {
    const [only] = readable;
    if (only && readable.length === 1) {
      const reason = `${fault.name} in ${this.service}`;
      const failed: Unhandled = { record: only.record(), code: 'handler-failed', reason, stack: fault.stack };
      await this.deadLetter(partition, [failed], run);
      return;
    }
    const middle = Math.ceil(readable.length / 2);
    for (const half of [readable.slice(0, middle), readable.slice(middle)]) {
      const cause = await this.tryHandling(half, run, half.length > 1 || since.isWell ? 1 : TRIES);
      if (cause) await this.isolate(partition, half, cause, run, since);
      else since.isWell = true;
    }
  }

  /** Returns the error that persisted after the bounded retries, or undefined. Waits out transient faults. */
  private async tryHandling(messages: Message<unknown>[], run: BatchRun, tries = TRIES): Promise<Error | undefined> {
    let failures = 0;
    return this.withPatience(run, async () => {
      try {
        await this.handler(messages);
        return undefined;
      } catch (error) {
        if (isTransient(error) || ++failures < tries) throw error;
        return error instanceof Error ? error : new Error(String(error));
      }
    });
  }

  private async deadLetter(partition: number, all: readonly Unhandled[], run: BatchRun): Promise<void> {
    for (const unhandled of inRequests(all)) {
      // Reported before the dead letters are written, which may take as long as the broker is down.
      for (const one of unhandled) {
        const record = this.unreadable(partition, one);
        await this.withPatience(run, async () => this.onUnreadable?.(record));
      }
      const source = { topic: this.topic.name, partition, service: this.service, at: this.clock.now() };
      const letters = unhandled.map((one) => letterOf(one, source));
      await this.withPatience(run, () => this.publisher.publishRaw(deadLetterOf(this.topic.name), letters));
      this.report(partition, unhandled);
    }
  }

  private unreadable(partition: number, { record, code, reason }: Unhandled): UnreadableRecord {
    const { key, value, offset, timestamp } = record;
    const isText = code !== 'undecodable-batch';
    return {
      ...{ topic: this.topic.name, code, reason },
      ...{ partition, offset, timestamp: Number(timestamp) },
      ...{ source: header(record.headers, 'ce_source') },
      ...{ key: key?.toString('utf8'), value: isText ? value?.toString('utf8') : undefined },
    };
  }

  private report(partition: number, unhandled: readonly Unhandled[]): void {
    const { name } = this.topic;
    for (const { code } of unhandled) this.onDeadLetter(name, code);
    const [{ record, code, reason } = {} as Partial<Unhandled>] = unhandled;
    const count = unhandled.length;
    const what = count === 1 ? 'Record' : `${count} records`;
    this.log.error(
      {
        topic: name,
        partition,
        offset: record?.offset,
        lastOffset: unhandled.at(-1)?.record.offset,
        count,
        code,
        reason,
      },
      `${what} moved to ${deadLetterOf(name)}: ${reason}. Read the dlq_* headers, correct the cause, then replay.`,
    );
  }

  private async withPatience<R>(run: BatchRun, work: () => Promise<R>): Promise<R> {
    for (let waitMs = FIRST_DELAY_MS; ; waitMs = Math.min(waitMs * 2, MAX_DELAY_MS)) {
      if (run.signal.aborted || !run.isOurs()) throw new Interrupted();
      try {
        const result = await this.attempt(run, work);
        run.waiting(undefined);
        return result;
      } catch (error) {
        const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        run.waiting(`${this.topic.name} waits: ${reason}`);
        const level = isTransient(error) && waitMs < LOG_AFTER_MS ? 'info' : 'warn';
        this.log[level](
          { topic: this.topic.name, err: error, retryInMs: waitMs },
          'Handling failed; offset held, trying again',
        );
        await delay(waitMs, undefined, { signal: run.signal }).catch(() => undefined);
      }
    }
  }

  private async attempt<R>({ waiting }: BatchRun, work: () => Promise<R>): Promise<R> {
    const atWork = setTimeout(() => waiting(undefined), WORKING_AFTER_MS);
    try {
      return await work();
    } finally {
      clearTimeout(atWork);
    }
  }
}
