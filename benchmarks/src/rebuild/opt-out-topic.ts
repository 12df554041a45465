import { randomBytes, randomUUID } from 'node:crypto';
import { CANARY_KEY, type OptOutRecord, heartbeatKey, optOutKey, optOuts } from '@stopsms/contracts';
import { type RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type Outgoing, Publisher, connect, ensureTopics } from '@stopsms/messaging';

const BATCH = 5_000;
const HEARTBEAT_MS = 1_000;
const SAY_EVERY = 1_000_000;
/** The advertiser that all of them opted out of. */
export const SCOPE = '0190d3a4-7b1e-7c3d-8f2a-6b5c4d3e2f10';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Plays suppression: the same records with the same headers, through the same publisher. */
export class OptOutTopic {
  private beating: NodeJS.Timeout | undefined;

  private constructor(readonly publisher: Publisher) {}

  static async make(bootstrap: string, keys: RecipientKeys): Promise<OptOutTopic> {
    const kafka = connect({ service: 'suppression', brokers: [bootstrap] }, silent);
    const admin = kafka.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const topic = new OptOutTopic(new Publisher(kafka, '/stopsms/suppression', new SystemClock()));
    await topic.publisher.publish(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
    return topic;
  }

  async fill(records: number): Promise<void> {
    for (let written = 0; written < records; written += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, records - written) }, () => newOptOut());
      await this.publisher.publish(optOuts, batch);
      if (written > 0 && written % SAY_EVERY === 0) console.log(`  ${written} records written`);
    }
  }

  /** These recipients too. */
  async optOut(recipientKeys: string[]): Promise<void> {
    await this.publisher.publish(
      optOuts,
      recipientKeys.map((recipientKey) => newOptOut(recipientKey)),
    );
  }

  startBeating(): void {
    const beat = async () => {
      const at = Date.now();
      const beats = Array.from({ length: optOuts.partitions }, (_, partition) => ({
        key: heartbeatKey(partition),
        partition,
        value: { heartbeat: at },
      }));
      await this.publisher.publish(optOuts, beats).catch(() => undefined);
    };
    this.beating = setInterval(() => void beat(), HEARTBEAT_MS);
  }

  async close(): Promise<void> {
    clearInterval(this.beating);
    await this.publisher.disconnect();
  }
}

function newOptOut(recipientKey = randomBytes(16).toString('base64url')): Outgoing<OptOutRecord> {
  return {
    key: optOutKey(recipientKey, SCOPE),
    value: {
      state: 'out',
      scope: SCOPE,
      episodeId: randomUUID(),
      at: Date.now(),
      source: 'import',
      evidenceId: randomUUID(),
    },
  };
}
