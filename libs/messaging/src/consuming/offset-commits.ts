import type { TopicPartitionOffsetAndMetadata } from '@stopsms/kafka-client';
import type { MessagingLog } from '../client/messaging-log';
import type { PartitionLease } from './partition-lease';

/**
 * Minimum interval of commits: one writes a record for each partition, and costs client and broker as much as handling some
 * messages.
 */
const EVERY_MS = 500;

/**
 * Commits in the background: one request at a time, with the latest offset of each partition, and no more often than
 * `EVERY_MS`; the first after a pause is committed at once. After a crash, records that were handled and not committed arrive
 * again and are recognised.
 */
export class OffsetCommits {
  private readonly latest = new Map<string, TopicPartitionOffsetAndMetadata>();
  private generation = 0;
  private running: Promise<void> | undefined;
  private lastAt = -Infinity;
  private isEnding = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly commit: (offsets: TopicPartitionOffsetAndMetadata[]) => Promise<void>,
    private readonly lease: PartitionLease,
    private readonly log: MessagingLog,
  ) {}

  /** @param generation - of the lease when the work began; work of an older generation is not committed */
  note(offset: TopicPartitionOffsetAndMetadata, generation: number): void {
    if (generation !== this.generation) this.latest.clear();
    this.generation = generation;
    this.latest.set(`${offset.topic}/${offset.partition}`, offset);
    this.running ??= this.run();
  }

  /**
   * Commits the noted offsets while permitted: called before partitions are reassigned, the request is written when this
   * returns.
   */
  async now(): Promise<void> {
    const offsets = [...this.latest.values()];
    this.latest.clear();
    if (offsets.length > 0 && this.generation === this.lease.generation) await this.send(offsets);
  }

  /** Resolves when all noted offsets are committed, or could not be. Later ones do not wait. */
  async drained(): Promise<void> {
    this.isEnding = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    // Offsets of the same tick are included.
    await Promise.resolve();
    while (this.latest.size > 0) {
      await this.rest();
      await this.now();
    }
    this.running = undefined;
  }

  private async rest(): Promise<void> {
    const leftMs = this.lastAt + EVERY_MS - performance.now();
    if (this.isEnding || leftMs <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, leftMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.wake = undefined;
  }

  private async send(offsets: TopicPartitionOffsetAndMetadata[]): Promise<void> {
    this.lastAt = performance.now();
    try {
      await this.commit(offsets);
    } catch (error) {
      // The next commit covers this one; without one, the records arrive again and are recognised.
      const partitions = offsets.map(({ topic, partition }) => `${topic}/${partition}`);
      this.log.warn({ err: error, partitions }, 'Offsets not committed');
    }
  }
}
