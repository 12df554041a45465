import fc from 'fast-check';
import { Partitioners } from '@stopsms/kafka-client';
import { murmur2 } from './murmur2';

const partitions = Array.from({ length: 1_000 }, (_, partitionId) => ({
  ...{ partitionErrorCode: 0, partitionId, leader: 0 },
  ...{ replicas: [], isr: [] },
}));
const partitioner = Partitioners.DefaultPartitioner();
const expected = (key: string) =>
  partitioner({ topic: 't', partitionMetadata: partitions, message: { key, value: null } });

test('the hash of an ASCII key chooses the partition that other clients choose', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), (key) => {
      // kafkajs takes an empty key for none.
      if (key !== '') expect(((murmur2(key) ?? NaN) & 0x7fffffff) % partitions.length).toBe(expected(key));
    }),
    { numRuns: 1_000 },
  );
});

test.each(['clé', '\u{1F600}', 'a'.repeat(21) + 'é'])('%s is left to others', (key) => {
  expect(murmur2(key)).toBeUndefined();
});
