import { readFileSync } from 'node:fs';
import { clearedMarketing } from '@stopsms/contracts';
import { messagesIn, misfit, valuesIn } from '@stopsms/messaging';
import { type IHeaders, Kafka, type KafkaMessage, logLevel } from 'kafkajs';
import { endsFromText } from '../product/topic-ends';

/** One record as the dispatcher wrote it, for copies of the same size. */
export interface Pattern {
  /** It holds. */
  messages: number;
  value: string;
  headers: Record<string, string>;
}

/**
 * A program of its own: reads adverts and writes as many messages in records of the dispatcher's size. Commits as kafkajs does by itself.
 * Ends on a signal.
 * @param patterns - of the records for each advert, each in a send of its own
 * @param opens - it parses each message and checks it against the contract; otherwise it looks at none
 */
async function bareCopy(bootstrap: string, from: string, target: string, patterns: readonly Pattern[], opens: boolean) {
  const kafka = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ allowAutoTopicCreation: false, maxInFlightRequests: 1 });
  await producer.connect();
  const consumer = kafka.consumer({ groupId: `bare-copy-${process.pid}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [clearedMarketing.name], fromBeginning: true });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, offset] of endsFromText(from)) {
      consumer.seek({ topic: clearedMarketing.name, partition, offset: offset.toString() });
    }
  });
  const kinds = patterns.map(({ value, headers, messages }) => ({
    record: { value: Buffer.from(value), headers: headers as IHeaders },
    messages,
    owed: 0,
  }));
  await consumer.run({
    partitionsConsumedConcurrently: clearedMarketing.partitions,
    eachBatch: async ({ batch }) => {
      const { messages } = batch;
      const read = messages.reduce((sum, record) => sum + messagesIn(record), 0);
      if (opens) for (const record of messages) check(record);
      for (const kind of kinds) {
        kind.owed += read;
        const copies = Math.floor(kind.owed / kind.messages);
        kind.owed -= copies * kind.messages;
        const partitioned = Array.from({ length: copies }, () => ({ ...kind.record, partition: batch.partition }));
        if (copies > 0) await producer.send({ topic: target, acks: -1, messages: partitioned });
      }
    },
  });
}

function check(record: KafkaMessage): void {
  for (const value of valuesIn(record)) {
    const wrong = misfit(clearedMarketing, value);
    if (wrong !== undefined) throw new Error(wrong);
  }
}

const [bootstrap = '', from = '', target = '', patternFile = '', opens = ''] = process.argv.slice(2);
const patterns = JSON.parse(readFileSync(patternFile, 'utf8')) as Pattern[];
void bareCopy(bootstrap, from, target, patterns, opens === 'opens');
