import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { MessagingLog } from './messaging-log';
import type { PartitionLease } from './partition-lease';

/** A commit writes a record for each partition, and costs client and broker as much as handling some messages does. */
const EVERY_MS = 500;

/**
 * Commits behind the work, so that nothing waits for it: one request at a time, with the latest offset of each partition, and no
 * more often than this; what is handled after a rest is committed at once. After a crash what was handled and not committed comes
 * again and is recognised.
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

  /** @param generation - of the lease when the work began: what was handled under an older one is not ours to commit */
  note(offset: TopicPartitionOffsetAndMetadata, generation: number): void {
    if (generation !== this.generation) this.latest.clear();
    this.generation = generation;
    this.latest.set(`${offset.topic}/${offset.partition}`, offset);
    this.running ??= this.run();
  }

  /** Commits what was noted, while it may be: asked before partitions go to somebody else, it is on its way when this returns. */
  async now(): Promise<void> {
    const offsets = [...this.latest.values()];
    this.latest.clear();
    if (offsets.length > 0 && this.generation === this.lease.generation) await this.send(offsets);
  }

  /** Resolves when all that was noted is committed, or could not be. From now on none waits. */
  async drained(): Promise<void> {
    this.isEnding = true;
    this.wake?.();
    await this.running;
  }

  private async run(): Promise<void> {
    // What the same tick brings goes along.
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
      // The next commit covers this one; if none comes, the records come again and are recognised.
      const partitions = offsets.map(({ topic, partition }) => `${topic}/${partition}`);
      this.log.warn({ err: error, partitions }, 'Offsets not committed');
    }
  }
}
