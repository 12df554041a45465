import { CANARY_KEY, type ServiceName, optOuts } from '@stopsms/contracts';
import { CannotStart, type RecipientKeys } from '@stopsms/kernel';
import { type Publisher, readRange, isTransient, retryTransient } from '@stopsms/messaging';
import type { Log } from '@stopsms/service';
import type { Kafka } from '@stopsms/kafka-client';

const CANARY_PARTITION = 0;
const LOOK_AGAIN_MS = 500;
/** The only writer of the opt-out topic. */
const CANARY_WRITER: ServiceName = 'suppression';

class WrongSecret extends CannotStart {}

/**
 * Ensures that all services have the same secret. With different ones a person would have two keys, and a STOP would block nobody.
 * Therefore the first record of the opt-out topic, the canary, is a digest of the secret; a service whose secret differs ends.
 */
export class RecipientSecretGuard {
  private verified = false;
  private stopped = false;

  constructor(
    private readonly service: ServiceName,
    private readonly kafka: Kafka,
    private readonly keys: RecipientKeys,
    private readonly publisher: Publisher,
    private readonly log: Log,
  ) {}

  problem(): string | undefined {
    return this.verified ? undefined : `waiting for ${CANARY_WRITER} to write the secret's canary to ${optOuts.name}`;
  }

  /**
   * Compares the secret with the canary before anything is read or accepted: with another secret, opted-out people would not be
   * recognised, and decisions made by then would be final. Without a canary dispatchers hold adverts, and `verify` waits for it.
   * @throws WrongSecret
   */
  async check(): Promise<void> {
    this.compare(await this.read());
  }

  /**
   * Resolves when verified.
   * @param beforeCanary - called by the writer if there is no canary; false postpones it
   * @throws WrongSecret
   */
  async verify(beforeCanary: () => Promise<boolean> = () => Promise.resolve(true)): Promise<void> {
    while (!this.stopped && !this.verified) {
      try {
        await this.look(beforeCanary);
      } catch (error) {
        if (!isTransient(error)) throw error;
        // The service is not ready until Kafka is up; a restart would not help.
        this.log.warn({ err: error }, 'The secret’s canary cannot be read yet; trying again');
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    }
    this.log.debug('Recipient secret verified');
  }

  private async look(beforeCanary: () => Promise<boolean>): Promise<void> {
    this.compare(await retryTransient(() => this.read()));
    if (this.verified) return;
    if (this.service === CANARY_WRITER && (await this.allowed(beforeCanary))) {
      await this.publisher.publish(optOuts, [
        { key: CANARY_KEY, partition: CANARY_PARTITION, value: { canary: this.keys.canary() } },
      ]);
    } else {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  private compare(found: string | undefined): void {
    this.verified = found === this.keys.canary();
    if (this.verified || found === undefined) return;
    throw new WrongSecret(
      `STOPSMS_RECIPIENT_SECRET differs from the one this platform's opt-outs were made with: ${this.service} would not recognise who opted out and will not start. Set the original secret.`,
    );
  }

  private async allowed(beforeCanary: () => Promise<boolean>): Promise<boolean> {
    return beforeCanary().catch((error: unknown) => {
      this.log.warn({ err: error }, 'The secret’s canary is not written yet; trying again');
      return false;
    });
  }

  stop(): void {
    this.stopped = true;
  }

  /** Reads partition 0 up to its current end; undefined without a canary. */
  private async read(): Promise<string | undefined> {
    const end = await this.end();
    if (end === 0n) return undefined;
    let found: string | undefined;
    await readRange(
      this.kafka,
      this.service,
      optOuts.name,
      new Map([[CANARY_PARTITION, 0n]]),
      (_, { key, value }) => {
        if (key?.toString() === CANARY_KEY && value)
          found ??= (JSON.parse(value.toString()) as { canary: string }).canary;
      },
      (next) => found !== undefined || (next.get(CANARY_PARTITION) ?? 0n) >= end,
    );
    return found;
  }

  private async end(): Promise<bigint> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      // On a new broker the topic does not exist yet.
      if (!(await admin.listTopics()).includes(optOuts.name)) return 0n;
      const ends = await admin.fetchTopicOffsets(optOuts.name);
      const { low = '0', high = '0' } = ends.find(({ partition }) => partition === CANARY_PARTITION) ?? {};
      return low === high ? 0n : BigInt(high);
    } finally {
      await admin.disconnect();
    }
  }
}
