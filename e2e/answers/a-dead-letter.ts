import { advertisers, deadLetterOf, replayerOf, topology } from '@stopsms/contracts';
import type { RunningStack } from '@stopsms/local-stack';
import { PlainClient } from '@stopsms/testing';
import { Kafka, logLevel } from 'kafkajs';

/** Dead letter of a topic that every service reads. */
export const GIVEN_UP = advertisers.name;

/** As a reader writes it that cannot read a record. */
export async function giveUpOne({ kafka }: RunningStack): Promise<void> {
  const client = new PlainClient(new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING }));
  const headers = {
    ...{ dlq_code: 'malformed-record', dlq_reason: 'the value is null', dlq_service: 'campaign', dlq_stack: 'Error' },
    ...{ dlq_at: '2026-11-25T10:00:00.000Z', dlq_source_partition: '0', dlq_source_offset: '1' },
  };
  await client.putBytes(deadLetterOf(GIVEN_UP), [{ key: 'walk', value: '{}', partition: 0, headers }]);
  await client.close();
}

/** A topic whose dead letters the service puts back, and that had none. */
export function putBackBy(service: string): string {
  const edge = topology.find(({ topic }) => replayerOf(topic) === service && topic.cleanup.policy !== 'compact');
  if (!edge) throw new Error(`${service} puts nothing back`);
  return edge.topic.name;
}
