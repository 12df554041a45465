import { type ClearedMessage, clearedMarketing } from '@stopsms/contracts';
import { plainMessages } from '@stopsms/local-stack';
import { SmppSession, type SubmitSm, shortMessages } from '@stopsms/smpp';
import { Kafka, logLevel } from 'kafkajs';
import { endsFromText } from '../product/topic-ends';

export interface BareSubmitted {
  submitted: number;
  seconds: number;
  cpuSeconds: number;
}

/**
 * A program of its own: takes cleared adverts from Kafka to the operator and checks nothing, keeps nothing and reports
 * nobody. What any dispatcher costs that is written with the same client libraries.
 */
async function bareSubmit(
  bootstrap: string,
  from: string,
  count: number,
  smpp: { port: number; password: string; window: number },
): Promise<void> {
  const session = new SmppSession({ host: '127.0.0.1', systemId: 'stopsms', bind: 'transmitter', ...smpp });
  const bound = new Promise<void>((resolve) => session.on('state', (state) => state === 'bound' && resolve()));
  session.open();
  await bound;
  const consumer = new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }).consumer({
    groupId: `bare-submit-${process.pid}`,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [clearedMarketing.name], fromBeginning: true });
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const [partition, offset] of endsFromText(from)) {
      consumer.seek({ topic: clearedMarketing.name, partition, offset: offset.toString() });
    }
  });

  let submitted = 0;
  let isReported = false;
  let startedAt = 0;
  let used: NodeJS.CpuUsage | undefined;
  await consumer.run({
    partitionsConsumedConcurrently: clearedMarketing.partitions,
    eachBatch: async ({ batch }) => {
      startedAt ||= performance.now();
      used ??= process.cpuUsage();
      await Promise.all(
        batch.messages.flatMap(plainMessages).map(async ({ value }) => {
          const { sender, to, text } = value as ClearedMessage;
          for (const part of shortMessages({ from: sender, to, text, reference: 0 })) {
            const pdu: SubmitSm = { ...part, registered_delivery: 0 };
            const { outcome } = await session.submit(pdu);
            if (outcome !== 'accepted') throw new Error(`The simulator did not accept: ${outcome}`);
          }
          submitted += 1;
        }),
      );
      // Batches of several partitions may end with the same answer.
      if (submitted < count || isReported) return;
      isReported = true;
      const seconds = (performance.now() - startedAt) / 1_000;
      const { user, system } = process.cpuUsage(used);
      const answer: BareSubmitted = { submitted, seconds, cpuSeconds: (user + system) / 1e6 };
      process.stdout.write(JSON.stringify(answer), () => process.exit(0));
    },
  });
}

const [bootstrap = '', from = '', count, port, password = '', window] = process.argv.slice(2);
void bareSubmit(bootstrap, from, Number(count), { port: Number(port), password, window: Number(window) });
