import type { Producer, RecordMetadata } from '@stopsms/kafka-client';
import { type Names, translatedClient } from './names';

export function prefixedProducer(producer: Producer, names: Names): Producer {
  const inward = (metadata: RecordMetadata[]) =>
    metadata.map((each) => ({ ...each, topicName: names.inside(each.topicName) }));
  const translated: Partial<Producer> = {
    send: async (record) => inward(await producer.send(names.outward(record))),
    sendBatch: async ({ topicMessages = [], ...batch }) =>
      inward(
        await producer.sendBatch({ ...batch, topicMessages: topicMessages.map((messages) => names.outward(messages)) }),
      ),
  };
  return translatedClient(producer, translated, ['connect', 'disconnect', 'isIdempotent', 'events', 'on', 'logger']);
}
