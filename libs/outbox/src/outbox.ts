import { randomUUID } from 'node:crypto';
import type { Topic, ValueOf } from '@stopsms/contracts';
import { type Clock, childTraceparent } from '@stopsms/kernel';
import { ContractViolation, type Outgoing, misfit, partitionOf } from '@stopsms/messaging';
import type { Tx } from '@stopsms/persistence';

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
   * @param records - sent in this order; consumers may see one twice after a crash, with the same CloudEvents id
   * @throws ContractViolation when a value does not fit its topic, which rolls the transaction back
   */
  async add<T extends Topic>(tx: Tx, topic: T, records: readonly OutboxRecord<ValueOf<T> | null>[]): Promise<void> {
    if (records.length === 0) return;
    const rows = records.map((record) => this.row(topic, record));
    await tx.query(
      `INSERT INTO outbox (topic, key, partition, value, traceparent, event_id, event_at, follow_up)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::text[])`,
      [
        rows.map((row) => row.topic),
        rows.map((row) => row.key),
        rows.map((row) => row.partition),
        rows.map((row) => row.value),
        rows.map((row) => row.traceparent),
        rows.map((row) => row.eventId),
        rows.map((row) => row.at),
        rows.map((row) => row.followUp),
      ],
    );
    tx.afterCommit(this.onCommit);
  }

  private row(topic: Topic, record: OutboxRecord<unknown>, positionField?: string): OutboxRow {
    const { followUp } = record;
    // The position is not known yet and every topic that takes one declares it optional, so the check holds as it is.
    const wrong = record.value === null ? undefined : misfit(topic, record.value);
    if (wrong) throw new ContractViolation(`${topic.name}: ${wrong}`);
    return {
      topic: topic.name,
      key: record.key,
      partition: record.partition ?? partitionOf(topic, record.key),
      value: record.value === null ? null : JSON.stringify(record.value),
      traceparent: record.traceparent ?? childTraceparent(),
      eventId: record.eventId ?? randomUUID(),
      at: record.at ?? this.clock.now(),
      followUp: followUp ? JSON.stringify(this.row(followUp.topic, followUp.record, followUp.field)) : null,
      ...(positionField === undefined ? {} : { positionField }),
    };
  }
}

/** As stored; bigint columns come back from PostgreSQL as text. */
export interface OutboxRow {
  topic: string;
  key: string;
  partition: number;
  value: string | null;
  traceparent: string;
  eventId: string;
  at: number;
  followUp: string | null;
  positionField?: string;
}
