import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { Topic } from '@stopsms/contracts';
import { traceparentFrom } from '@stopsms/kernel';
import { FRAME_HEADER, type Outgoing, fold, misfit, partitionOf } from '@stopsms/messaging';
import { Kafka, type Message, Partitioners, logLevel } from 'kafkajs';
import type { Fill } from './fill-topic';
import { FILLINGS } from './records';

/** Messages of a request on a topic of frames: full ones. */
const FRAMED_BATCH = 5_000;
/** Records of a request on another topic: kafkajs copies those of a partition for each that it adds. */
const BATCH = 1_000;
/** One is made and encoded while the broker writes the other. */
const UNDER_WAY = 2;

/** A thread of its own: writes its share with kafkajs alone, in the bytes of the product's publisher, whose checks it leaves out. */
async function fill({ bootstrap, filling, records, recipients }: Fill): Promise<void> {
  const { topic, source, make } = FILLINGS[filling];
  const producer = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  const batch = topic.framedBy === undefined ? BATCH : FRAMED_BATCH;
  let begun = 0;
  const inTurn = async () => {
    while (begun < records) {
      const from = begun;
      begun = Math.min(records, from + batch);
      const outgoing = Array.from({ length: begun - from }, (_, n) =>
        make(recipients?.[(from + n) % recipients.length], from + n),
      );
      assertFits(topic, outgoing[0]);
      const messages = encoded(topic, source, outgoing);
      await producer.send({ topic: topic.name, acks: -1, messages });
      parentPort?.postMessage(outgoing.length);
    }
  };
  await Promise.all(Array.from({ length: UNDER_WAY }, inTurn));
  await producer.disconnect();
}

function encoded(topic: Topic, source: string, outgoing: Outgoing[]): Message[] {
  if (topic.framedBy !== undefined) {
    return fold(topic, outgoing).map(({ text, partition, count }) => {
      return { key: null, value: text, partition, headers: { [FRAME_HEADER]: String(count) } };
    });
  }
  const [time, traceparent] = [new Date().toISOString(), traceparentFrom()];
  // A literal of headers for each is cheaper than a copy of common ones.
  return outgoing.map(({ key, value }) => ({
    key,
    value: JSON.stringify(value),
    partition: partitionOf(topic, key),
    headers: {
      ce_specversion: '1.0',
      ce_id: randomUUID(),
      ce_type: topic.type,
      ce_source: source,
      ce_time: time,
      'content-type': 'application/json',
      traceparent,
    },
  }));
}

/** They are all made alike. */
function assertFits(topic: Topic, outgoing: Outgoing | undefined): void {
  const wrong = outgoing && misfit(topic, outgoing.value);
  if (wrong) throw new Error(`${topic.name}: ${wrong}`);
}

void fill(workerData as Fill);
