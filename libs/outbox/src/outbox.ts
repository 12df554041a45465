import { randomUUID } from 'node:crypto';
import type { Topic, ValueOf } from '@stopsms/contracts';
import type { Clock } from '@stopsms/kernel';
import { type Outgoing, assertFits, fold, partitionOf } from '@stopsms/messaging';
import { type Tx, rowsOf } from '@stopsms/persistence';
import { isTracing, traceparentUnderWay } from '@stopsms/tracing';

/** Record with the position of an earlier one: published after it, with the position in `field` of its value. */
export interface FollowUp {
  topic: Topic;
  record: Outgoing;
  field: string;
}

/** Way in which records are published. */
interface Publication {
  /** Published within 100 ms, together with those of other transactions: readers get few records of many messages. By default at once. */
  gathered?: boolean;
}

const GATHERING_MS = 100;

export type OutboxRecord<V> = Outgoing<V> & { followUp?: FollowUp };

const ROWS = rowsOf('topic text', 'size int', 'partition int null', 'records text');
const INSERT = `INSERT INTO outbox (topic, size, partition, records) SELECT topic, size, partition, records FROM ${ROWS.as('parcel')}`;

/** Row of the outbox: a parcel of records, or a frame if it has a partition. */
interface OutboxRow {
  topic: string;
  size: number;
  partition: number | null;
  records: string;
}

/**
 * Records written in the transaction that caused them, so that state and event happen together or not at all. The relay
 * publishes them in order after the commit.
 */
export class Outbox {
  /** Rows of transactions in progress. */
  private readonly rows = new WeakMap<Tx, OutboxRow[]>();
  private gathering: NodeJS.Timeout | undefined;
  private readonly onGatheredCommit = (): void => {
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.onCommit();
    }, GATHERING_MS).unref();
  };

  /** @param onCommit - called after each commit that left records to publish */
  constructor(
    private readonly clock: Clock,
    private readonly onCommit: () => void,
  ) {}

  /**
   * Resolves before the records are written; the commit waits for them.
   * @param records - published in this order; consumers may receive one twice after a crash, with the same CloudEvents id
   * @throws ContractViolation when a value does not fit its topic, which rolls the transaction back
   */
  async add<T extends Topic>(
    tx: Tx,
    topic: T,
    records: readonly OutboxRecord<ValueOf<T> | null>[],
    { gathered = false }: Publication = {},
  ): Promise<void> {
    if (records.length === 0) return;
    tx.afterCommit(gathered ? this.onGatheredCommit : this.onCommit);
    // While tracing is on, each of many records begins its own trace when it is published. The relay folds what is gathered.
    if (topic.framedBy !== undefined && !gathered && !isTracing()) return this.addFrames(tx, topic, records);
    // A single record continues the trace of its cause; many at once each begin their own when they are published.
    const underWay = records.length === 1 ? traceparentUnderWay() : undefined;
    const parcels = parcelsOf(
      records.map((record) => this.stored(topic, record, underWay)),
      gathered ? MAX_GATHERED : MAX_IN_A_PARCEL,
    );
    this.write(
      tx,
      parcels.map((parcel) => {
        return { topic: topic.name, size: parcel.length, partition: null, records: JSON.stringify(parcel) };
      }),
    );
  }

  /** Writes frames as they will be on the topic: the relay neither parses nor checks them again. */
  private addFrames<T extends Topic>(tx: Tx, topic: T, records: readonly OutboxRecord<ValueOf<T> | null>[]): void {
    this.write(
      tx,
      fold(topic, records).map(({ count, partition, text }) => {
        return { topic: topic.name, size: count, partition, records: text };
      }),
    );
  }

  /** Writes the rows of all topics of a transaction with one statement. */
  private write(tx: Tx, rows: readonly OutboxRow[]): void {
    const gathered = this.rows.get(tx);
    if (gathered) {
      for (const row of rows) gathered.push(row);
      return;
    }
    const own = [...rows];
    this.rows.set(tx, own);
    tx.beforeCommit(() => tx.send(INSERT, ROWS.of(own)));
  }

  private stored(
    topic: Topic,
    { followUp, ...record }: OutboxRecord<unknown>,
    underWay: string | undefined,
  ): StoredRecord {
    // The position is not known yet, and every topic with one declares it optional, so the value is checked as it is.
    assertFits(topic, record.value);
    return {
      key: record.key,
      partition: record.partition ?? partitionOf(topic, record.key),
      value: record.value,
      // A frame has neither.
      ...(topic.framedBy === undefined && {
        eventId: record.eventId ?? randomUUID(),
        at: record.at ?? this.clock.now(),
      }),
      ...withTrace(record.traceparent ?? underWay),
      ...(record.moved && { moved: record.moved }),
      ...(followUp && {
        followUp: {
          topic: followUp.topic.name,
          field: followUp.field,
          record: this.stored(followUp.topic, followUp.record, underWay),
        },
      }),
    };
  }
}

const withTrace = (traceparent: string | undefined) => (traceparent === undefined ? {} : { traceparent });

/** JSON of a record in a parcel. */
export interface StoredRecord
  extends
    Required<Pick<Outgoing, 'key' | 'partition' | 'value'>>,
    Pick<Outgoing, 'eventId' | 'at' | 'traceparent' | 'moved'> {
  followUp?: { topic: string; field: string; record: StoredRecord };
}

/** Maximum of records in a parcel: small enough to bound the relay's memory, big enough for few rows. */
const MAX_IN_A_PARCEL = 250;
/** The same, gathered: a row of about 6 kB, or 3 compressed. */
const MAX_GATHERED = 16;

function parcelsOf(records: StoredRecord[], limit: number): StoredRecord[][] {
  const parcels: StoredRecord[][] = [];
  for (let start = 0; start < records.length; start += limit) parcels.push(records.slice(start, start + limit));
  return parcels;
}
