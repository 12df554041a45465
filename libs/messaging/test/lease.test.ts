import { connect as connectSocket, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { receipts } from '@stopsms/contracts';
import { eventually, sharedKafka } from '@stopsms/test-parts';
import { Kafka, logLevel } from 'kafkajs';
import { retryTransient } from '../src/faults/retry-transient';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { silent } from './harness';

const HEARTBEAT = 12;
/** Slightly more than the lease of `partition-lease.ts`. */
const LEASE_IS_OVER_MS = 10_500;

/** Sockets of a frozen process: when it continues, they hold responses as old as the freeze. */
class Sockets {
  readonly held: Socket[] = [];
  private isHolding = false;

  readonly factory = ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket => {
    const socket = connectSocket({ host, port }, onConnect);
    const write = socket.write.bind(socket) as (bytes: Buffer, encoding: BufferEncoding) => boolean;
    socket.write = ((bytes: Buffer, encoding: BufferEncoding) => {
      // What Kafka is asked for is said after the length.
      if (this.isHolding && bytes.readInt16BE(4) === HEARTBEAT) this.held.push(socket.pause());
      return write(bytes, encoding);
    }) as Socket['write'];
    return socket;
  };

  holdNextHeartbeat(): void {
    this.isHolding = true;
  }

  goOn(): void {
    this.isHolding = false;
    for (const socket of this.held) socket.resume();
  }
}

test('a response that is read long after its request does not prove ownership of partitions', async () => {
  const sockets = new Sockets();
  const kafka = new Kafka({ brokers: [sharedKafka()], socketFactory: sockets.factory, logLevel: logLevel.NOTHING });
  const topic = `lease-${process.pid}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: false });
  await retryTransient(() => admin.fetchTopicOffsets(topic));
  const handling = { handle: () => Promise.resolve() } as never;
  const topics = new Map([[topic, { topic: { ...receipts, name: topic }, handling }]]);
  const options = { groupId: topic, topics, concurrency: 1, detached: true, onFatal: () => undefined };
  const consumer = new TopicConsumer(kafka, options, silent);
  try {
    await consumer.start();
    await eventually('the partition is ours', () => consumer.lease.holds(topic, 0));
    sockets.holdNextHeartbeat();
    await eventually('a heartbeat was sent', () => sockets.held.length > 0);
    await pause(LEASE_IS_OVER_MS);
    expect(consumer.lease.holds(topic, 0)).toBe(false);
    const answers: boolean[] = [];
    const renewed = consumer.lease.renewed.bind(consumer.lease);
    jest.spyOn(consumer.lease, 'renewed').mockImplementation(() => {
      renewed();
      answers.push(consumer.lease.holds(topic, 0));
    });
    sockets.goOn();
    await eventually('the old answer is read', () => answers.length > 0, { everyMs: 5 });
    expect(answers[0]).toBe(false);
    await eventually('the group has responded again', () => consumer.lease.holds(topic, 0));
  } finally {
    await consumer.stop();
    await admin.deleteTopics({ topics: [topic] });
    await admin.disconnect();
  }
});
