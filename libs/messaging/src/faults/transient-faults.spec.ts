import { explainKafkaFault } from '../client/kafka-fault';
import { isTransient } from './transient-faults';

const connection = { service: 'campaign' as const, brokers: ['127.0.0.1:9092'] };

test('the error of kafkajs after its last connection ended during a request may pass', async () => {
  const cluster = { metadata: (): Promise<{ topicMetadata: unknown } | null> => Promise.resolve(null) };
  const asKafkajsDoes = async () => {
    const { topicMetadata } = (await cluster.metadata()) as { topicMetadata: unknown };
    return topicMetadata;
  };
  const asAnotherVersionDoes = async () => (await cluster.metadata())!.topicMetadata;
  for (const ask of [asKafkajsDoes, asAnotherVersionDoes]) {
    const error: unknown = await ask().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(isTransient(error)).toBe(true);
    expect(explainKafkaFault(error, connection)).toEqual({
      line: 'Kafka at 127.0.0.1:9092: it went away while it was asked. Check that the broker runs and stays up.',
      passes: true,
    });
  }
});

test('the error of kafkajs for a broker whose connection has ended may pass', () =>
  expect(isTransient(new Error('Broker not connected'))).toBe(true));

test('another TypeError is a fault of ours', () =>
  expect(isTransient(new TypeError('x is not a function'))).toBe(false));

test.each([
  { sqlstate: '57014', of: 'a statement that waits for a lock until its timeout', passes: true },
  { sqlstate: '55P03', of: 'a lock that is not granted in time', passes: true },
  { sqlstate: '40P01', of: 'a deadlock', passes: true },
  { sqlstate: '55000', of: 'an object that is not in the state that a statement needs', passes: false },
  { sqlstate: '23505', of: 'a row that is there already', passes: false },
])('the error of PostgreSQL for $of may pass: $passes', ({ sqlstate, passes }) =>
  expect(isTransient(Object.assign(new Error('of PostgreSQL'), { code: sqlstate }))).toBe(passes),
);
