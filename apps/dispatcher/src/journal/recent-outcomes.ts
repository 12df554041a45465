import { Injectable } from '@nestjs/common';
import { type MessageStatus, messageStatus } from '@stopsms/contracts';
import { KafkaTransport, type Offsets } from '@stopsms/messaging';
import { dispatchKey } from '../messages/dispatchable';
import { RememberedOutcomes } from '../messages/remembered-outcomes';

/** Time, by the brokers' clock, within which a record that was not acknowledged is written again. */
const RECENT_MS = 120_000;
/** Records read of each partition, whatever their age: nothing is appended during an outage, after which a record is written again. */
const AT_LEAST = 200n;
/** Maximum of records read of each partition: messages wait while they are read. */
const AT_MOST = 1_000n;

/**
 * Reads back the latest outcomes of partitions that were just assigned, whose messages may arrive once more: a broker that ends
 * before it acknowledges a record has it written twice, and the previous owner may have handled and committed the first.
 */
@Injectable()
export class RecentOutcomes {
  constructor(
    private readonly transport: KafkaTransport,
    private readonly remembered: RememberedOutcomes,
  ) {}

  /** @returns the number of outcomes read */
  async read(partitions: readonly number[]): Promise<number> {
    const { offsets } = this.transport;
    const [extents, since] = await Promise.all([
      offsets.extents(messageStatus),
      offsets.since(messageStatus, Date.now() - RECENT_MS),
    ]);
    const from = new Map<number, bigint>();
    for (const partition of partitions) {
      const { low, high } = extents.get(partition) ?? { low: 0n, high: 0n };
      const recent = least(since.get(partition) ?? high, high - AT_LEAST);
      from.set(partition, greatest(low, recent, high - AT_MOST));
    }
    const isRead = (next: Offsets) => [...next].every(([n, offset]) => offset >= (extents.get(n)?.high ?? 0n));
    let count = 0;
    const take = (value: unknown) => {
      const status = value as MessageStatus;
      // An earlier release had its journal on this topic.
      if (status.status === 'submitting') return;
      this.remembered.set(dispatchKey(status), status, true);
      count += 1;
    };
    await this.transport.read(messageStatus, from, take, isRead);
    return count;
  }
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const greatest = (...all: bigint[]): bigint => all.reduce((most, next) => (next > most ? next : most));
