import { readFileSync } from 'node:fs';
import { clearedMarketing } from '@stopsms/contracts';
import { type IHeaders, Kafka, logLevel } from 'kafkajs';
import { endsFromText } from '../product/topic-ends';

/** One record as the dispatcher wrote it, for a copy of the same size. */
export interface Pattern {
  value: string;
  headers: Record<string, string>;
}

/**
 * A program of its own: reads adverts and writes as many records of the dispatcher's size, looking at none. Commits as kafkajs
 * does by itself. Ends when it is told to.
 * @param times - records for each advert, each in a send of its own
 */
async function bareCopy(bootstrap: string, from: string, target: string, times: number, pattern: Pattern) {
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
  const value = Buffer.from(pattern.value);
  const headers: IHeaders = pattern.headers;
  await consumer.run({
    partitionsConsumedConcurrently: clearedMarketing.partitions,
    eachBatch: async ({ batch: { messages } }) => {
      const copies = messages.map(({ key }) => ({ key, value, headers }));
      for (let n = 0; n < times; n += 1) await producer.send({ topic: target, acks: -1, messages: copies });
    },
  });
}

const [bootstrap = '', from = '', target = '', times, patternFile = ''] = process.argv.slice(2);
void bareCopy(bootstrap, from, target, Number(times), JSON.parse(readFileSync(patternFile, 'utf8')) as Pattern);
