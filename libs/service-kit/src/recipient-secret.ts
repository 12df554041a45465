import { randomUUID } from 'node:crypto';
import { CANARY_KEY, type ServiceName, optOuts } from '@stopsms/contracts';
import type { RecipientKeys } from '@stopsms/kernel';
import { type Publisher, retryTransient } from '@stopsms/messaging';
import type { Kafka } from 'kafkajs';
import type { Log } from './log';

const CANARY_PARTITION = 0;
const LOOK_AGAIN_MS = 500;
/** Suppression is the only writer of the opt-out topic, so it is the one to put the canary there. */
const CANARY_WRITER: ServiceName = 'suppression';

export class WrongSecret extends Error {}

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

  /** Resolves when verified. @throws WrongSecret */
  async verify(): Promise<void> {
    while (!this.stopped && !this.verified) {
      const found = await retryTransient(() => this.read());
      if (found === this.keys.canary()) {
        this.verified = true;
      } else if (found !== undefined) {
        throw new WrongSecret(
          `STOPSMS_RECIPIENT_SECRET differs from the one this platform's opt-outs were made with: ${this.service} would not recognise who opted out and will not start. Set the original secret.`,
        );
      } else if (this.service === CANARY_WRITER) {
        await this.publisher.publish(optOuts, [
          { key: CANARY_KEY, partition: CANARY_PARTITION, value: { canary: this.keys.canary() } },
        ]);
      } else {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    }
    this.log.debug('Recipient secret verified');
  }

  stop(): void {
    this.stopped = true;
  }

  /** Reads partition 0 up to its end of now; undefined when no canary is there. */
  private async read(): Promise<string | undefined> {
    const admin = this.kafka.admin();
    const groupId = `stopsms.${this.service}.canary.${randomUUID()}`;
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 100 });
    try {
      await admin.connect();
      const ends = await admin.fetchTopicOffsets(optOuts.name);
      const end = ends.find(({ partition }) => partition === CANARY_PARTITION);
      if (!end || end.low === end.high) return undefined;
      await consumer.connect();
      await consumer.subscribe({ topics: [optOuts.name], fromBeginning: true });
      return await new Promise<string | undefined>((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer.run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            if (batch.partition !== CANARY_PARTITION) return;
            const record = batch.messages.find(({ key }) => key?.toString() === CANARY_KEY);
            if (record?.value) resolve((JSON.parse(record.value.toString()) as { canary: string }).canary);
            else if (BigInt(batch.lastOffset()) + 1n >= BigInt(end.high)) resolve(undefined);
          },
        });
      });
    } finally {
      await consumer.disconnect();
      await admin.deleteGroups([groupId]).catch(() => undefined);
      await admin.disconnect();
    }
  }
}
