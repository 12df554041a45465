import { randomUUID } from 'node:crypto';
import {
  CANARY_KEY,
  type ClearedMessage,
  type MessageStatus,
  type Topic,
  type ValueOf,
  clearedMarketing,
  heartbeatKey,
  messageStatus,
  optOutKey,
  optOuts,
} from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type MessagingLog, Publisher, connect, ensureTopics } from '@stopsms/messaging';
import {
  type TestKafka,
  type TestOperator,
  eventually,
  startTestKafka,
  startTestOperator,
  firstSight,
} from '@stopsms/testing';
import { Kafka, logLevel } from 'kafkajs';

const SECRET = Buffer.alloc(32, 9).toString('base64');
export const keys = new RecipientKeys(SECRET);
export const advertiserId = randomUUID();
const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A broker, an operator, heartbeats as suppression writes them, and an ear on the status topic. */
export class Bed {
  readonly statuses: MessageStatus[] = [];
  private beating: NodeJS.Timeout | undefined;
  private handsets = 0;

  private constructor(
    readonly broker: TestKafka,
    readonly operator: TestOperator,
    private readonly publisher: Publisher,
    private readonly consumer: ReturnType<Kafka['consumer']>,
  ) {}

  static async open(): Promise<Bed> {
    const [broker, operator] = await Promise.all([startTestKafka(), startTestOperator()]);
    const connection = { service: 'suppression' as const, brokers: [broker.bootstrap] };
    const publisher = new Publisher(connect(connection, silent), '/test', new SystemClock());
    const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await ensureTopics(admin);
    await admin.disconnect();
    const bed = new Bed(broker, operator, publisher, kafka.consumer({ groupId: 'plain' }));
    await bed.send(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
    bed.startBeating();
    await bed.consumer.connect();
    await bed.consumer.subscribe({ topics: [messageStatus.name], fromBeginning: true });
    const isNew = firstSight();
    await bed.consumer.run({
      eachMessage: async ({ topic, partition, message }) => {
        if (!isNew(topic, partition, message.offset)) return;
        bed.statuses.push(JSON.parse(String(message.value)) as MessageStatus);
      },
    });
    return bed;
  }

  async close(): Promise<void> {
    this.stopBeating();
    await this.consumer.disconnect();
    await this.publisher.disconnect();
    await Promise.all([this.broker.stop(), this.operator.stop()]);
  }

  /** What a dispatcher needs to run here. */
  env(port = 0): NodeJS.ProcessEnv {
    return {
      PORT: String(port),
      HOST: '127.0.0.1',
      KAFKA_BROKERS: this.broker.bootstrap,
      STOPSMS_RECIPIENT_SECRET: SECRET,
      STOPSMS_MODE: 'development',
      LOG_LEVEL: 'info',
      SMPP_PORT: String(this.operator.smppPort),
      ALLOW_FICTION_NUMBERS: 'true',
      MAX_HEARTBEAT_AGE_MS: '3000',
    };
  }

  send<T extends Topic>(topic: T, records: { key: string; value: ValueOf<T> | null; partition?: number }[]) {
    return this.publisher.publish(topic, records);
  }

  startBeating(): void {
    const beat = () =>
      this.send(
        optOuts,
        Array.from({ length: optOuts.partitions }, (_, partition) => ({
          key: heartbeatKey(partition),
          partition,
          value: { heartbeat: Date.now() },
        })),
      ).catch(() => undefined);
    void beat();
    this.beating = setInterval(() => void beat(), 500);
  }

  stopBeating(): void {
    clearInterval(this.beating);
  }

  /** A new fictional recipient each time, so that tests do not meet. */
  nextHandset(): string {
    this.handsets += 1;
    return `+3363998${String(this.handsets).padStart(4, '0')}`;
  }

  cleared(more: Partial<ClearedMessage> = {}): ClearedMessage {
    const to = more.to ?? this.nextHandset();
    return {
      messageId: randomUUID(),
      advertiserId,
      category: 'marketing',
      recipientKey: keys.keyOf(to),
      to,
      region: 'FR',
      text: 'Lorane : -30% samedi. STOP 36180',
      sender: 'Lorane',
      scopes: ['*', advertiserId],
      attempt: 1,
      pack: { id: 'FR@test', hash: 'x' },
      clearedAt: Date.now(),
      ...more,
    };
  }

  adverts(messages: ClearedMessage[]) {
    return this.send(
      clearedMarketing,
      messages.map((value) => ({ key: value.recipientKey, value })),
    );
  }

  optOut(recipientKey: string, scope: string, state: 'out' | 'back' = 'out') {
    const value = { state, scope, episodeId: randomUUID(), at: Date.now(), source: 'sms' as const, evidenceId: 'e' };
    return this.send(optOuts, [{ key: optOutKey(recipientKey, scope), value }]);
  }

  of(messageId: string): MessageStatus[] {
    return this.statuses.filter((status) => status.messageId === messageId);
  }

  last(messageId: string): MessageStatus | undefined {
    return this.of(messageId).at(-1);
  }

  /** Its last status once that is none of the journal's. */
  ends(messageId: string, timeoutMs = 20_000): Promise<MessageStatus> {
    return eventually(
      `message ${messageId} ends`,
      () => {
        const status = this.last(messageId);
        return status && status.status !== 'submitting' ? status : undefined;
      },
      { timeoutMs },
    );
  }

  async inbox(to: string): Promise<{ text: string; from: string }[]> {
    const answer = await fetch(`${this.operator.url}/handsets/${encodeURIComponent(to)}/messages`);
    return (await answer.json()) as { text: string; from: string }[];
  }

  async behave(behaviour: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.operator.url}/behaviour`, {
      method: 'PUT',
      headers,
      body: JSON.stringify(behaviour),
    });
    if (!answer.ok) throw new Error(`The simulator refused this behaviour: ${await answer.text()}`);
  }
}
