import type { TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { MessagingLog } from './messaging-log';
import type { PartitionLease } from './partition-lease';

/**
 * Commits behind the work, so that nothing waits for it: one request at a time, with the latest offset of each partition.
 * After a crash what was handled and not committed comes again and is recognised.
 */
export class OffsetCommits {
  private readonly latest = new Map<string, TopicPartitionOffsetAndMetadata>();
  private generation = 0;
  private running: Promise<void> | undefined;

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

  /** Resolves when all that was noted is committed, or could not be. */
  async drained(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // What the same tick brings goes along.
    await Promise.resolve();
    while (this.latest.size > 0) {
      const offsets = [...this.latest.values()];
      this.latest.clear();
      if (this.generation !== this.lease.generation) continue;
      try {
        await this.commit(offsets);
      } catch (error) {
        // The next commit covers this one; if none comes, the records come again and are recognised.
        const partitions = offsets.map(({ topic, partition }) => `${topic}/${partition}`);
        this.log.warn({ err: error, partitions }, 'Offsets not committed');
      }
    }
    this.running = undefined;
  }
}
