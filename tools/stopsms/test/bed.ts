import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Topic, deadLetterOf } from '@stopsms/contracts';
import { type Ground, layGround } from '@stopsms/testing';
import type { Admin, Kafka, Producer } from 'kafkajs';
import { run } from '../src/main';

// What the command line talks to: a broker, and a server that plays every service.

let ground: Ground;
let kafka: Kafka;
export let admin: Admin;
export let producer: Producer;
/** Plays every service's HTTP; what each path answers is set by the tests. */
export const routes = new Map<string, { status: number; body: object }>();
export const keysSent: (string | undefined)[] = [];
const server = createServer((request, response) => {
  keysSent.push(request.headers.authorization);
  const { status, body } = routes.get((request.url ?? '').split('?')[0] ?? '') ?? { status: 404, body: {} };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});

export async function begin(): Promise<void> {
  ground = await layGround({ own: [] });
  kafka = ground.client;
  [admin, producer] = [kafka.admin(), kafka.producer()];
  await Promise.all([admin.connect(), producer.connect()]);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}
export async function end(): Promise<void> {
  await Promise.all([admin.disconnect(), producer.disconnect()]);
  await ground.clear();
  server.close();
}

export const stopsms = (...args: string[]) => stopsmsWith({}, ...args);

/** With settings of its own. */
export async function stopsmsWith(settings: NodeJS.ProcessEnv, ...args: string[]) {
  let [said, noted] = ['', ''];
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = ['CAMPAIGN', 'COMPLIANCE', 'DISPATCHER', 'GATEWAY', 'INBOUND_MO', 'SUPPRESSION', 'NOTIFICATION'];
  const env = {
    ...ground.env,
    STOPSMS_KEY: 'an-operators-key',
    ...Object.fromEntries(services.map((name) => [`${name}_URL`, url])),
    ...settings,
  };
  const code = await run(args, env, { answer: (text) => (said += text), note: (text) => (noted += text) });
  return { code, said, noted, json: <T>() => JSON.parse(said || `{"noted":${JSON.stringify(noted)}}`) as T };
}

export async function giveUp(
  topic: Topic,
  key: string,
  value: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const deadLetterHeaders = {
    dlq_code: 'malformed-record',
    dlq_reason: '/to: Expected string',
    dlq_service: 'compliance',
    dlq_at: new Date().toISOString(),
    dlq_source_partition: '7',
    dlq_source_offset: '3',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    ...headers,
  };
  await producer.send({ topic: deadLetterOf(topic.name), messages: [{ key, value, headers: deadLetterHeaders }] });
}

export const onTopic = async (topic: Topic) =>
  (await admin.fetchTopicOffsets(topic.name))
    .map(({ partition, high }) => [partition, Number(high)])
    .filter(([, high]) => high);

export async function recordsOf(topic: Topic, count: number) {
  const consumer = kafka.consumer({ groupId: `test-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic.name], fromBeginning: true });
  const records: { key: string; value: string; headers: Record<string, string> }[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message: { key, value, headers } }) => {
        const texts = Object.entries(headers ?? {}).map(([name, each]) => [name, String(each)]);
        records.push({
          key: String(key),
          value: String(value),
          headers: Object.fromEntries(texts) as Record<string, string>,
        });
        if (records.length >= count) resolve();
      },
    });
  });
  await consumer.disconnect();
  return records;
}
