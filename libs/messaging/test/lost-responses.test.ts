import { connect as connectSocket, type Socket } from 'node:net';
import { receipts } from '@stopsms/contracts';
import { eventually, sharedKafka } from '@stopsms/test-parts';
import { Kafka, logLevel } from 'kafkajs';
import '../src/client/connection';
import { retryTransient } from '../src/faults/retry-transient';
import { TopicConsumer } from '../src/consuming/topic-consumer';
import { silent } from './harness';

const FETCH = 1;
const JOIN_GROUP = 11;
/** Size of a response that has records; an empty one has about a hundred bytes. */
const WITH_RECORDS = 2_000;

interface Response {
  socket: Socket;
  bytes: Buffer;
  pass: () => void;
}

/** Sockets whose responses a test may change; `of` is the kind of the last request on a socket. */
class Sockets {
  intercept: ((of: number, response: Response) => void) | undefined;
  private readonly all: Socket[] = [];

  readonly factory = ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket => {
    const socket = connectSocket({ host, port }, onConnect);
    this.all.push(socket);
    let of = -1;
    const write = socket.write.bind(socket) as (bytes: Buffer, encoding: BufferEncoding) => boolean;
    socket.write = ((bytes: Buffer, encoding: BufferEncoding) => {
      of = bytes.readInt16BE(4);
      return write(bytes, encoding);
    }) as Socket['write'];
    const on = socket.on.bind(socket) as (event: string, listener: (bytes: Buffer) => void) => Socket;
    socket.on = ((event: string, listener: (bytes: Buffer) => void) =>
      on(event, (bytes) => {
        const pass = () => listener(bytes);
        if (event === 'data' && this.intercept) this.intercept(of, { socket, bytes, pass });
        else pass();
      })) as Socket['on'];
    return socket;
  };

  /** Ends what still waits for a response. */
  cut(): void {
    this.intercept = undefined;
    for (const socket of this.all) socket.destroy(new Error('cut'));
  }
}

interface GroupMember {
  heartbeat(...args: unknown[]): Promise<unknown>;
}
const REBALANCE_IN_PROGRESS = 27;
const { prototype: member } = jest.requireActual<{ prototype: GroupMember }>('kafkajs/src/consumer/consumerGroup');
const { createErrorFromCode } = jest.requireActual<{ createErrorFromCode: (code: number) => Error }>(
  'kafkajs/src/protocol/error',
);

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(opened.splice(0).map((close) => close()));
});

/** Starts a consumer behind `sockets`, of a topic with one partition that `send` fills. */
async function consumerBehind(sockets: Sockets, name: string, maxSilenceMs?: number) {
  const topic = `${name}-${process.pid}`;
  const plain = new Kafka({ brokers: [sharedKafka()], logLevel: logLevel.NOTHING });
  const admin = plain.admin();
  await admin.connect();
  opened.push(() => admin.disconnect());
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: false });
  await retryTransient(() => admin.fetchTopicOffsets(topic));
  const producer = plain.producer();
  await producer.connect();
  opened.push(() => producer.disconnect());
  const seen: string[] = [];
  const fatal: string[] = [];
  const handling = {
    handle: async (_: number, records: { offset: string }[]) => void seen.push(...records.map((r) => r.offset)),
  };
  const behind = new Kafka({ brokers: [sharedKafka()], socketFactory: sockets.factory, logLevel: logLevel.NOTHING });
  const consumer = new TopicConsumer(
    behind,
    {
      groupId: topic,
      topics: new Map([[topic, { topic: { ...receipts, name: topic }, handling: handling as never }]]),
      concurrency: 1,
      ...(maxSilenceMs !== undefined && { maxSilenceMs }),
      onFatal: (error) => fatal.push(error.message),
    },
    silent,
  );
  opened.unshift(() => consumer.stop());
  await consumer.start();
  const send = (value: string) => producer.send({ topic, messages: [{ partition: 0, key: 'k', value }] });
  return { topic, seen, fatal, send, consumer };
}

test('a consumer reads on after its connection ended within a response', async () => {
  const sockets = new Sockets();
  const { seen, send } = await consumerBehind(sockets, 'cut');
  await send('first');
  await eventually('the first is read', () => seen.includes('0'));
  let cuts = 0;
  sockets.intercept = (of, { socket, bytes, pass }) => {
    if (of !== FETCH || cuts > 0 || bytes.length < WITH_RECORDS) return pass();
    cuts += 1;
    socket.emit('data', bytes.subarray(0, WITH_RECORDS / 2));
    socket.destroy(new Error('cut'));
  };
  await send('x'.repeat(2 * WITH_RECORDS));
  await eventually('the response was cut', () => cuts > 0);
  await eventually('it is read by the next connection', () => seen.includes('1'));
  await send('last');
  await eventually('reading goes on', () => seen.includes('2'));
});

test('a consumer fails if no response to its rejoining arrives while Kafka responds to other requests', async () => {
  const sockets = new Sockets();
  const { topic, fatal, consumer } = await consumerBehind(sockets, 'rejoin-swallowed', 10_000);
  await eventually('it has the partition', () => consumer.problem() === undefined);
  let swallowed = 0;
  sockets.intercept = (of, { pass }) => {
    if (of === JOIN_GROUP) swallowed += 1;
    else pass();
  };
  jest.spyOn(member, 'heartbeat').mockRejectedValueOnce(createErrorFromCode(REBALANCE_IN_PROGRESS));
  await eventually('it wanted to rejoin', () => swallowed > 0);
  await eventually('it fails', () => fatal.length > 0);
  const event = 'had no response from its group for 10 s, although Kafka responds to other requests';
  expect(fatal).toEqual([`consumer ${topic} ${event}`]);
  expect(consumer.problem()).toContain('has failed');
  sockets.cut();
});
