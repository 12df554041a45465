import { randomUUID } from 'node:crypto';
import {
  CANARY_KEY,
  type ClearedMessage,
  type MessageStatus,
  type NotificationMessage,
  type Topic,
  type ValueOf,
  clearedInformative,
  clearedMarketing,
  heartbeatKey,
  messageStatus,
  notificationMessages,
  optOutKey,
  optOuts,
} from '@stopsms/contracts';
import { RecipientKeys, SystemClock } from '@stopsms/kernel';
import { type MessagingLog, Publisher, connect, ensureTopics } from '@stopsms/messaging';
import { type RunningService, startService } from '@stopsms/service-kit';
import { type TestKafka, type TestOperator, eventually, startTestKafka, startTestOperator } from '@stopsms/testing';
import { Kafka, logLevel } from 'kafkajs';
import { dispatcher } from '../src/app.module';

jest.setTimeout(180_000);

const SECRET = Buffer.alloc(32, 9).toString('base64');
const keys = new RecipientKeys(SECRET);
const advertiserId = randomUUID();
const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

let broker: TestKafka;
let operator: TestOperator;
let service: RunningService;
let publisher: Publisher;
let statuses: MessageStatus[];
let stopReading: () => Promise<void>;
let beating: NodeJS.Timeout | undefined;
let handsets = 0;
const fatal: Error[] = [];

/** A new fictional recipient for each message, so that tests do not meet. */
const nextHandset = (): string => `+3363998${String((handsets += 1)).padStart(4, '0')}`;

beforeAll(async () => {
  [broker, operator] = await Promise.all([startTestKafka(), startTestOperator()]);
  publisher = new Publisher(
    connect({ service: 'suppression', brokers: [broker.bootstrap] }, silent),
    '/test',
    new SystemClock(),
  );
  const kafka = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await ensureTopics(admin);
  await admin.disconnect();
  await send(optOuts, [{ key: CANARY_KEY, partition: 0, value: { canary: keys.canary() } }]);
  startBeating();
  statuses = [];
  const consumer = kafka.consumer({ groupId: 'plain' });
  await consumer.connect();
  await consumer.subscribe({ topics: [messageStatus.name], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => void statuses.push(JSON.parse(String(message.value)) as MessageStatus),
  });
  stopReading = () => consumer.disconnect();
  service = await startDispatcher();
});

afterAll(async () => {
  clearInterval(beating);
  await service.close();
  await stopReading();
  await publisher.disconnect();
  await Promise.all([broker.stop(), operator.stop()]);
});

const send = <T extends Topic>(topic: T, records: { key: string; value: ValueOf<T> | null; partition?: number }[]) =>
  publisher.publish(topic, records);

function startBeating(): void {
  const beat = () =>
    send(
      optOuts,
      Array.from({ length: optOuts.partitions }, (_, partition) => ({
        key: heartbeatKey(partition),
        partition,
        value: { heartbeat: Date.now() },
      })),
    ).catch(() => undefined);
  void beat();
  beating = setInterval(() => void beat(), 500);
}

async function startDispatcher(): Promise<RunningService> {
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    KAFKA_BROKERS: broker.bootstrap,
    STOPSMS_RECIPIENT_SECRET: SECRET,
    STOPSMS_MODE: 'development',
    LOG_LEVEL: 'error',
    SMPP_PORT: String(operator.smppPort),
    ALLOW_FICTION_NUMBERS: 'true',
    MAX_HEARTBEAT_AGE_MS: '3000',
  };
  const started = await startService(dispatcher, env, (error) => fatal.push(error));
  await eventually('the dispatcher is ready', async () => (await fetch(`${started.url}/health/ready`)).status === 200, {
    timeoutMs: 40_000,
  });
  return started;
}

function cleared(more: Partial<ClearedMessage> = {}): ClearedMessage {
  const to = more.to ?? nextHandset();
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
const advert = (message: ClearedMessage) => send(clearedMarketing, [{ key: message.recipientKey, value: message }]);
const optOut = (recipientKey: string, scope: string, state: 'out' | 'back' = 'out') =>
  send(optOuts, [
    {
      key: optOutKey(recipientKey, scope),
      value: { state, scope, episodeId: randomUUID(), at: Date.now(), source: 'sms', evidenceId: 'e' },
    },
  ]);
const statusesOf = (messageId: string) =>
  statuses.filter((status) => status.messageId === messageId).map(({ status }) => status);
const last = (messageId: string) => statuses.filter((status) => status.messageId === messageId).at(-1);
const inbox = async (to: string): Promise<{ text: string; from: string }[]> =>
  (await fetch(`${operator.url}/handsets/${encodeURIComponent(to)}/messages`)).json() as Promise<
    { text: string; from: string }[]
  >;
async function behave(behaviour: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${operator.url}/behaviour`, { method: 'PUT', headers, body: JSON.stringify(behaviour) });
  if (!answer.ok) throw new Error(`The simulator refused this behaviour: ${await answer.text()}`);
}
const ends = (messageId: string) =>
  eventually(`message ${messageId} ends`, () => {
    const status = last(messageId);
    return status && status.status !== 'submitting' ? status : undefined;
  });
const view = async () => (await fetch(`${service.url}/v1/view`)).json() as Promise<{ entries: number; ready: boolean }>;

describe('an advert', () => {
  it('is journalled, submitted and told of, in this order', async () => {
    const message = cleared();
    await advert(message);
    const status = await ends(message.messageId);
    expect(statusesOf(message.messageId)).toEqual(['submitting', 'submitted']);
    expect(status).toMatchObject({ lane: 'marketing', provider: 'simulator', smscIds: [expect.any(String)] });
    expect(await inbox(message.to)).toEqual([expect.objectContaining({ text: message.text, from: 'Lorane' })]);
  });

  it('reaches the handset whole when it takes several parts with accents', async () => {
    const message = cleared({ text: `${'Fête des mères à la boutique. '.repeat(5)}STOP 36180` });
    await advert(message);
    const status = await ends(message.messageId);
    expect(status.smscIds?.length).toBeGreaterThan(1);
    await eventually('the parts are joined', async () => (await inbox(message.to))[0]?.text === message.text);
  });

  it.each([
    ['this advertiser', () => advertiserId],
    ['every advertiser', () => '*'],
  ])('is blocked by an opt-out from %s', async (_, scope) => {
    const message = cleared();
    const before = (await view()).entries;
    await optOut(message.recipientKey, scope());
    await eventually('the view has it', async () => (await view()).entries === before + 1);
    await advert(message);
    expect(await ends(message.messageId)).toMatchObject({ status: 'blocked', code: 'OPTED_OUT' });
    expect(statusesOf(message.messageId)).toEqual(['blocked']);
    expect(await inbox(message.to)).toEqual([]);
  });

  it('passes an opt-out from somebody else, and one that ended', async () => {
    const message = cleared();
    await optOut(message.recipientKey, randomUUID());
    await optOut(message.recipientKey, advertiserId);
    await optOut(message.recipientKey, advertiserId, 'back');
    await advert(message);
    expect((await ends(message.messageId)).status).toBe('submitted');
  });

  it.each([
    ['its window closed', { windowClosesAt: 1 }, 'WINDOW_CLOSED'],
    ['it expired', { expiresAt: 1 }, 'EXPIRED'],
  ])('is not sent when %s', async (_, more, code) => {
    const message = cleared(more);
    await advert(message);
    expect(await ends(message.messageId)).toMatchObject({ status: 'expired', code });
    expect(await inbox(message.to)).toEqual([]);
  });

  it('is submitted once although its record comes twice', async () => {
    const message = cleared();
    await advert(message);
    await advert(message);
    await ends(message.messageId);
    const marker = cleared({ to: message.to });
    await advert(marker);
    await ends(marker.messageId);
    expect(await inbox(message.to)).toHaveLength(2);
  });

  it('is told as rejected when the operator refuses it, and as unknown when it says nothing', async () => {
    await behave({ errorRate: 1, errorStatus: 0x0b });
    const refused = cleared();
    await advert(refused);
    expect(await ends(refused.messageId)).toMatchObject({ status: 'rejected', code: 'OPERATOR_REJECTED' });
    await behave({ errorRate: 0, noResponseRate: 1 });
    const unanswered = cleared();
    await advert(unanswered);
    expect(await ends(unanswered.messageId)).toMatchObject({ status: 'unknown', code: 'OUTCOME_UNKNOWN' });
    await behave({ noResponseRate: 0 });
  });

  it('waits out a throttled operator instead of failing', async () => {
    await behave({ throttleRate: 1 });
    const message = cleared();
    await advert(message);
    await eventually('it is journalled', () => statusesOf(message.messageId).includes('submitting'));
    await behave({ throttleRate: 0 });
    expect((await ends(message.messageId)).status).toBe('submitted');
  });
});

describe('the lanes', () => {
  it('let informative messages pass an opt-out from the advertiser', async () => {
    const message = cleared({ category: 'informative', scopes: ['*'], text: 'Lorane : RDV mardi 10h.' });
    await optOut(message.recipientKey, advertiserId);
    await send(clearedInformative, [{ key: message.recipientKey, value: message }]);
    expect((await ends(message.messageId)).status).toBe('submitted');
  });

  it('keep a confirmation back until the view has passed its opt-out', async () => {
    const to = nextHandset();
    const recipientKey = keys.keyOf(to);
    const [position] = await optOut(recipientKey, advertiserId);
    const message: NotificationMessage = {
      messageId: randomUUID(),
      kind: 'confirmation',
      advertiserId,
      recipientKey,
      to,
      text: "Lorane : c'est noté, vous ne recevrez plus de SMS publicitaires de notre part.",
      sender: '36180',
      ...(position ? { after: position } : {}),
      expiresAt: Date.now() + 3_600_000,
      at: Date.now(),
    };
    await send(notificationMessages, [{ key: recipientKey, value: message }]);
    expect(await ends(message.messageId)).toMatchObject({ status: 'submitted', lane: 'service', replyCode: '36180' });
  });

  it('give the next place to a one-time answer, not to the adverts queued before it', async () => {
    await behave({ submitDelayMs: 100 });
    const adverts = Array.from({ length: 300 }, () => cleared());
    await send(
      clearedMarketing,
      adverts.map((value) => ({ key: value.recipientKey, value })),
    );
    await eventually('adverts are on their way', () =>
      adverts.some(({ messageId }) => last(messageId)?.status === 'submitting'),
    );
    const urgent = cleared({ category: 'informative', scopes: ['*'], text: 'Code 482913 pour valider votre achat.' });
    await send(clearedInformative, [{ key: urgent.recipientKey, value: urgent }]);
    await ends(urgent.messageId);
    const waiting = adverts.filter(({ messageId }) => last(messageId)?.status !== 'submitted').length;
    await behave({ submitDelayMs: 0 });
    expect(waiting).toBeGreaterThan(100);
    await eventually('the adverts leave too', () =>
      adverts.every(({ messageId }) => last(messageId)?.status === 'submitted'),
    );
  });
});

describe('when the dispatcher cannot know', () => {
  it('adverts wait for heartbeats, informative messages go on, and coming back needs nobody', async () => {
    clearInterval(beating);
    await eventually('the view is not believed any more', async () => !(await view()).ready);
    const [held, informative] = [cleared(), cleared({ category: 'informative', scopes: ['*'] })];
    await advert(held);
    await send(clearedInformative, [{ key: informative.recipientKey, value: informative }]);
    expect((await ends(informative.messageId)).status).toBe('submitted');
    expect(statusesOf(held.messageId)).toEqual([]);
    const ready = await fetch(`${service.url}/health/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.text()).toContain('oldest heartbeat is');
    startBeating();
    expect((await ends(held.messageId)).status).toBe('submitted');
  });

  it('messages wait while the operator is away, and leave once', async () => {
    await operator.kill();
    const message = cleared();
    await advert(message);
    await eventually('readiness tells', async () =>
      (await (await fetch(`${service.url}/health/ready`)).text()).includes('not bound'),
    );
    await operator.restart();
    expect((await ends(message.messageId)).status).toBe('submitted');
    expect(await inbox(message.to)).toHaveLength(1);
  });

  it('a restarted dispatcher reads the opt-outs again before it decides', async () => {
    const message = cleared();
    await optOut(message.recipientKey, advertiserId);
    await service.close();
    await advert(message);
    service = await startDispatcher();
    expect((await ends(message.messageId)).status).toBe('blocked');
  });
});
