import type { KafkaMessage } from 'kafkajs';

export const keysOf = (records: readonly Pick<KafkaMessage, 'key'>[]): string[] =>
  records.flatMap(({ key }) => (key === null ? [] : [key.toString()]));
