import type { Topic } from '@stopsms/contracts';
import type { KafkaMessage } from '@stopsms/kafka-client';

/** Gathering of records that nobody waits for; detached consumers only. */
export interface Gathering {
  /** Minimum time from the beginning of one round to the next, in milliseconds. */
  everyMs: number;
  /** The same while somebody waits for a record that was fetched and is not handled yet. */
  urgentEveryMs: number;
  /** True for a record that somebody waits for; false by default. */
  isUrgent?: (topic: string, record: KafkaMessage) => boolean;
  /** Topics that take part; the others of the group are handled at once. All by default. */
  topics?: readonly Topic[];
}

/** Partition with records to hand over. */
export interface Entrant {
  /** Number of its messages. */
  messages: number;
  /** Called once when it may hand them over. */
  begin: (() => void) | undefined;
}

/**
 * Rounds in which all partitions of a consumer hand over their records together. Each round costs a transaction, a frame per
 * partition and as much again in each service behind it, whatever it holds (docs/performance.md, "Processor time by rate").
 * The first round after a pause begins at once, and so does one with as many messages as a call of the handler takes.
 */
export class Rounds {
  private readonly waiting = new Set<Entrant>();
  /** Fetched records that somebody waits for. */
  private urgent = 0;
  private lastAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  /** @param limit - messages with which a round begins at once */
  constructor(
    private readonly gathering: Gathering,
    private readonly limit: number,
    private readonly stopping: AbortSignal,
  ) {
    stopping.addEventListener('abort', () => this.schedule(), { once: true });
  }

  /** True if the records of a topic wait for a round. */
  includes(topic: string): boolean {
    const { topics } = this.gathering;
    return topics === undefined || topics.some(({ name }) => name === topic);
  }

  /** Resolves when the next round begins. */
  async enter(entrant: Entrant): Promise<void> {
    const begun = new Promise<void>((resolve) => (entrant.begin = resolve));
    this.waiting.add(entrant);
    this.schedule();
    await begun;
  }

  /** Called with the fetched records of a topic. @returns how many of them somebody waits for */
  fetched(topic: string, records: readonly KafkaMessage[]): number {
    if (!this.includes(topic)) return 0;
    const { isUrgent } = this.gathering;
    const urgent = isUrgent ? records.reduce((count, record) => count + (isUrgent(topic, record) ? 1 : 0), 0) : 0;
    this.hurry(urgent);
    return urgent;
  }

  /** Called when somebody waits for so many fetched records. */
  hurry(urgent: number): void {
    this.urgent += urgent;
    this.schedule();
  }

  /** Called when so many urgent records are handled, or given up. */
  handled(urgent: number): void {
    this.urgent -= urgent;
  }

  private schedule(): void {
    if (this.waiting.size === 0) return;
    const { everyMs, urgentEveryMs } = this.gathering;
    const leftMs = this.lastAt + (this.urgent > 0 ? urgentEveryMs : everyMs) - performance.now();
    const isDue = this.stopping.aborted || this.messages() >= this.limit;
    clearTimeout(this.timer);
    // Never at once: the other partitions of a fetch enter in the same turn of the event loop.
    this.timer = setTimeout(() => this.open(), isDue ? 0 : Math.max(0, leftMs));
  }

  private messages(): number {
    let messages = 0;
    for (const entrant of this.waiting) messages += entrant.messages;
    return messages;
  }

  private open(): void {
    if (this.waiting.size > 0) this.lastAt = performance.now();
    const begun = [...this.waiting];
    this.waiting.clear();
    for (const entrant of begun) entrant.begin?.();
  }
}
