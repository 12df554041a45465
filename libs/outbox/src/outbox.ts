import { randomUUID } from 'node:crypto';
import type { Topic, ValueOf } from '@stopsms/contracts';
import type { Clock } from '@stopsms/kernel';
import { type Outgoing, assertFits, fold, partitionOf } from '@stopsms/messaging';
import type { Tx } from '@stopsms/persistence';
import { isTracing, traceparentUnderWay } from '@stopsms/tracing';

/** A record that must tell where an earlier one lies: sent after it, with its position put into `field` of the value. */
export interface FollowUp {
  topic: Topic;
  record: Outgoing;
  field: string;
}

export type OutboxRecord<V> = Outgoing<V> & { followUp?: FollowUp };

/**
 * Records written in the transaction that caused them, so that state and event happen together or not at all. The relay
 * sends them in order after the commit.
 */
export class Outbox {
  /** @param onCommit - called after each commit that left something to send */
  constructor(
    private readonly clock: Clock,
    private readonly onCommit: () => void,
  ) {}

  /**
   * Resolves before they are written; the commit does not.
   * @param records - sent in this order; consumers may see one twice after a crash, with the same CloudEvents id
   * @throws ContractViolation when a value does not fit its topic, which rolls the transaction back
   */
  async add<T extends Topic>(tx: Tx, topic: T, records: readonly OutboxRecord<ValueOf<T> | null>[]): Promise<void> {
    if (records.length === 0) return;
    tx.afterCommit(this.onCommit);
    // While traces are recorded, each of many begins its own when it is sent.
    if (topic.framedBy !== undefined && !isTracing()) return this.addFrames(tx, topic, records);
    // What one request or record causes alone continues its trace; many at once each begin their own when they are sent.
    const underWay = records.length === 1 ? traceparentUnderWay() : undefined;
    const parcels = parcelsOf(records.map((record) => this.stored(topic, record, underWay)));
    tx.send(
      `INSERT INTO outbox (topic, size, records)
       SELECT $1, parcel.size, parcel.records FROM unnest($2::int[], $3::text[]) AS parcel(size, records)`,
      [topic.name, parcels.map(({ length }) => length), parcels.map((parcel) => JSON.stringify(parcel))],
    );
  }

  /** As they will lie on the topic: whoever relays them neither parses nor checks them again. */
  private addFrames<T extends Topic>(tx: Tx, topic: T, records: readonly OutboxRecord<ValueOf<T> | null>[]): void {
    for (const { value } of records) assertFits(topic, value);
    const frames = fold(topic, records);
    tx.send(
      `INSERT INTO outbox (topic, size, partition, records)
       SELECT $1, frame.size, frame.partition, frame.text FROM unnest($2::int[], $3::int[], $4::text[]) AS frame(size, partition, text)`,
      [
        topic.name,
        frames.map(({ count }) => count),
        frames.map(({ partition }) => partition),
        frames.map(({ text }) => text),
      ],
    );
  }

  private stored(
    topic: Topic,
    { followUp, ...record }: OutboxRecord<unknown>,
    underWay: string | undefined,
  ): StoredRecord {
    // The position is not known yet and every topic that takes one declares it optional, so the check holds as it is.
    assertFits(topic, record.value);
    return {
      key: record.key,
      partition: record.partition ?? partitionOf(topic, record.key),
      value: record.value,
      eventId: record.eventId ?? randomUUID(),
      at: record.at ?? this.clock.now(),
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

/** As it lies in a parcel, in JSON. */
export interface StoredRecord
  extends Required<Omit<Outgoing, 'traceparent' | 'moved'>>, Pick<Outgoing, 'traceparent' | 'moved'> {
  followUp?: { topic: string; field: string; record: StoredRecord };
}

/** Small enough that the relay's memory is bounded, big enough that rows do not count. */
const MAX_IN_A_PARCEL = 250;

function parcelsOf(records: StoredRecord[]): StoredRecord[][] {
  const parcels: StoredRecord[][] = [];
  for (let start = 0; start < records.length; start += MAX_IN_A_PARCEL) {
    parcels.push(records.slice(start, start + MAX_IN_A_PARCEL));
  }
  return parcels;
}
