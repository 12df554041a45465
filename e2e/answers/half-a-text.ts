import { randomUUID } from 'node:crypto';
import { moReceived } from '@stopsms/contracts';
import { RecipientKeys, clockFrom } from '@stopsms/kernel';
import type { RunningStack } from '@stopsms/local-stack';
import { PlainClient } from '@stopsms/testing';
import { Kafka, logLevel } from 'kafkajs';

const FROM = '+33639989907';

/** The first half of a text whose other half never comes, as inbound-mo writes it. @returns its MO id */
export async function deliverHalf({ kafka, recipientSecret, clock }: RunningStack): Promise<string> {
  const client = new PlainClient(new Kafka({ brokers: [kafka.bootstrap], logLevel: logLevel.NOTHING }));
  const recipientKey = new RecipientKeys(recipientSecret).keyOf(FROM);
  const moId = randomUUID();
  const value = {
    ...{ moId, recipientKey, provider: 'simulator', from: FROM, to: '36199', text: 'Merci ' },
    ...{ part: { reference: 1, total: 2, sequence: 1 }, receivedAt: clockFrom(clock).now() },
  };
  await client.put(moReceived, [{ key: recipientKey, value }]);
  await client.close();
  return moId;
}
