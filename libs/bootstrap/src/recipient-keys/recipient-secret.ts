import { CANARY_KEY, type ServiceName, optOuts } from '@stopsms/contracts';
import { CannotStart, type RecipientKeys } from '@stopsms/kernel';
import { type Publisher, readRange, isTransient, retryTransient } from '@stopsms/messaging';
import type { Log } from '@stopsms/service';
import type { Kafka } from 'kafkajs';

const CANARY_PARTITION = 0;
const LOOK_AGAIN_MS = 500;
/** Suppression is the only writer of the opt-out topic, so it is the one to put the canary there. */
const CANARY_WRITER: ServiceName = 'suppression';

export class WrongSecret extends CannotStart {}

/**
 * Two services with different secrets would give one person two keys, and a STOP would block nobody. The first record of
 * the opt-out topic is therefore a digest of the secret, written once; a service whose secret differs ends.
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
   * Before anything is read or asked: with another secret, whoever opted out would not be recognised, and what was decided by then
   * would stand. Where no canary is there yet dispatchers hold adverts, and `verify` waits for it.
   * @throws WrongSecret
   */
  async check(): Promise<void> {
    this.compare(await this.read());
  }

  /**
   * Resolves when verified.
   * @param beforeCanary - asked by the writer where none is there; false leaves it unwritten for now
   * @throws WrongSecret
   */
  async verify(beforeCanary: () => Promise<boolean> = () => Promise.resolve(true)): Promise<void> {
    while (!this.stopped && !this.verified) {
      try {
        await this.look(beforeCanary);
      } catch (error) {
        if (!isTransient(error)) throw error;
        // Until Kafka is back the service is not ready; ending it would bring it back no sooner.
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

  /** Reads partition 0 up to its end of now; undefined when no canary is there. */
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
      // On a new broker no service has made it yet.
      if (!(await admin.listTopics()).includes(optOuts.name)) return 0n;
      const ends = await admin.fetchTopicOffsets(optOuts.name);
      const { low = '0', high = '0' } = ends.find(({ partition }) => partition === CANARY_PARTITION) ?? {};
      return low === high ? 0n : BigInt(high);
    } finally {
      await admin.disconnect();
    }
  }
}
