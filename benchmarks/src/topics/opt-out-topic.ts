import { CANARY_KEY, heartbeatKey, optOuts } from '@stopsms/contracts';
import { type RecipientKeys, SystemClock } from '@stopsms/kernel';
import { Publisher, connect, ensureTopics } from '@stopsms/messaging';
import { fillTopic } from './fill-topic';
import { optOut } from './records';

const HEARTBEAT_MS = 1_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Plays suppression: its records, its heartbeats. */
export class OptOutTopic {
  private beating: NodeJS.Timeout | undefined;

  private constructor(
    private readonly bootstrap: string,
    private readonly publisher: Publisher,
  ) {}

  /** Makes every topic of the product, and begins to beat. */
  static async make(bootstrap: string, keys: RecipientKeys): Promise<OptOutTopic> {
    const kafka = connect({ service: 'suppression', brokers: [bootstrap] }, silent);
    const admin = kafka.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const topic = new OptOutTopic(bootstrap, new Publisher(kafka, '/stopsms/suppression', new SystemClock()));
    await topic.publisher.publish(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
    topic.beating = setInterval(() => void topic.beat(), HEARTBEAT_MS).unref();
    return topic;
  }

  async fill(records: number): Promise<void> {
    await fillTopic({ bootstrap: this.bootstrap, filling: 'opt-outs', records });
  }

  /** These recipients too. */
  async optOut(recipientKeys: string[]): Promise<void> {
    await this.publisher.publish(
      optOuts,
      recipientKeys.map((recipientKey) => optOut(recipientKey)),
    );
  }

  async close(): Promise<void> {
    clearInterval(this.beating);
    await this.publisher.disconnect();
  }

  private async beat(): Promise<void> {
    const at = Date.now();
    const beats = Array.from({ length: optOuts.partitions }, (_, partition) => ({
      key: heartbeatKey(partition),
      partition,
      value: { heartbeat: at },
    }));
    // The next one is a second away.
    await this.publisher.publish(optOuts, beats).catch(() => undefined);
  }
}
