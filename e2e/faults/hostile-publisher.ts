import { setTimeout as pause } from 'node:timers/promises';
import { publisherTopic } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { RawProducer, hostileBatch } from '@stopsms/testing';
import fc from 'fast-check';

const NAME = 'hostile';
const TOPIC = publisherTopic(NAME).name;
const ITS_ADVERTISER = 'b5a1d3f0-0000-4000-8000-000000000066';
/** Setting of a stack that has this publisher. */
export const WITH_HOSTILE_PUBLISHER = {
  PUBLISHERS: JSON.stringify({ publishers: [{ name: NAME, advertisers: [ITS_ADVERTISER] }] }),
};
const PARTITIONS = 12;
const BETWEEN_BATCHES_MS = 50;
const AFTER_FAULT_MS = 500;

/** A publisher that writes octets of every codec and every wrong field to its own topic, through every fault, until it is ended. */
export class HostilePublisher {
  private readonly ended = new AbortController();
  private readonly writing: Promise<void>;
  private readonly written = { sent: 0, taken: 0 };

  constructor(
    private readonly stack: RunningStack,
    private readonly seed: number,
  ) {
    this.writing = this.write();
  }

  /** Returns the number of batches that were sent, and of those that a broker took. */
  async end(): Promise<{ sent: number; taken: number }> {
    this.ended.abort();
    await this.writing;
    return this.written;
  }

  private async write(): Promise<void> {
    let producer: RawProducer | undefined;
    for (let nth = 0; !this.ended.signal.aborted; nth += 1) {
      const [octets = Buffer.alloc(0)] = fc.sample(hostileBatch, { numRuns: 1, seed: this.seed + nth });
      try {
        if (!producer?.isOpen) producer = await RawProducer.open(this.stack.kafka.bootstrap.split(',')[0] ?? '');
        const code = await producer.produce(TOPIC, nth % PARTITIONS, octets);
        this.written.sent += 1;
        if (code === 0) this.written.taken += 1;
      } catch {
        // No broker to write to.
        await pause(AFTER_FAULT_MS);
      }
      await pause(BETWEEN_BATCHES_MS);
    }
    producer?.close();
  }
}
