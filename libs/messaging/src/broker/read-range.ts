import { randomUUID } from 'node:crypto';
import type { Kafka, KafkaMessage } from '@stopsms/kafka-client';

/** Next offset to read, by partition. */
export type Offsets = ReadonlyMap<number, bigint>;

/**
 * Reads records of a topic from given offsets, outside any shared group. kafkajs cannot read without a group, so one is
 * created and deleted.
 * @param reader - service to which rights on the group belong
 * @param from - partitions that are not named are skipped
 * @param onRecord - called with each record, in order within a partition
 * @param isDone - called with the next offsets whenever they change, and twice a second; reading ends when it returns true
 */
export async function readRange(
  kafka: Kafka,
  reader: string,
  topic: string,
  from: Offsets,
  onRecord: (partition: number, record: KafkaMessage) => void,
  isDone: (next: Offsets) => boolean,
): Promise<void> {
  const next = new Map(from);
  if (isDone(next)) return;
  const groupId = `stopsms.${reader}.read.${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  let timer: NodeJS.Timeout | undefined;
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (isDone(next)) resolve();
      };
      timer = setInterval(look, 500);
      const { CRASH, GROUP_JOIN } = consumer.events;
      consumer.on(CRASH, ({ payload }) => reject(payload.error));
      consumer.on(GROUP_JOIN, () => {
        for (const [partition, offset] of next) consumer.seek({ topic, partition, offset: offset.toString() });
      });
      void consumer.run({
        autoCommit: false,
        eachBatch: async ({ batch, resolveOffset, pause }) => {
          const start = next.get(batch.partition);
          if (start === undefined) {
            pause();
            return;
          }
          for (const record of batch.messages) if (BigInt(record.offset) >= start) onRecord(batch.partition, record);
          resolveOffset(batch.lastOffset());
          next.set(batch.partition, BigInt(batch.lastOffset()) + 1n);
          look();
        },
      });
    });
  } finally {
    clearInterval(timer);
    await consumer.disconnect();
    await deleteGroup(kafka, groupId);
  }
}

async function deleteGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // An empty group expires by itself; nothing depends on its deletion.
  } finally {
    await admin.disconnect();
  }
}
