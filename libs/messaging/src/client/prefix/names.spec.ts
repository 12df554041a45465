import { Kafka } from '@stopsms/kafka-client';
import { Names } from './names';
import { prefixed } from './prefixed';

const kafka = new Kafka({ brokers: ['127.0.0.1:1'] });
const ours = prefixed(kafka, 'marketing.');

describe('names on the broker', () => {
  const names = new Names('marketing.');

  it('have the prefix outside, and not inside', () => {
    expect(names.outside('sms.requested.v1')).toBe('marketing.sms.requested.v1');
    expect(names.inside('marketing.sms.requested.v1')).toBe('sms.requested.v1');
    expect(names.inward({ topic: 'marketing.x', partition: 3 })).toEqual({ topic: 'x', partition: 3 });
  });

  it('of other platforms are unchanged', () => {
    expect([names.isOurs('billing.sms.requested.v1'), names.inside('billing.x')]).toEqual([false, 'billing.x']);
  });

  it.each(['a b', 'é.', 'a/b', 'x'.repeat(101)])('cannot begin with %p', (prefix) => {
    expect(() => new Names(prefix)).toThrow(RangeError);
  });
});

// A function that kafkajs adds, or that we call for the first time, would reach topics of others: it must not pass.
describe('a client with a prefix', () => {
  it.each([
    [
      'admin',
      ours.admin(),
      ['createPartitions', 'createAcls', 'describeAcls', 'deleteAcls', 'alterPartitionReassignments'],
    ],
    ['producer', ours.producer(), ['transaction']],
  ])('refuses what is not translated: %s', (_, client, refused) => {
    for (const name of refused) {
      expect(() => (client as unknown as Record<string, () => void>)[name]?.()).toThrow(
        /is not translated for KAFKA_PREFIX/,
      );
    }
  });

  it('is kafkajs’s own without one', () => {
    expect(prefixed(kafka, '')).toBe(kafka);
  });

  it('subscribes to topics by their name alone', () => {
    const consumer = ours.consumer({ groupId: 'g' });
    expect(() => consumer.subscribe({ topics: [/sms.*/] })).toThrow(/by its name/);
  });
});
