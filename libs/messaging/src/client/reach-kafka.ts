import { setTimeout as delay } from 'node:timers/promises';
import { CannotStart } from '@stopsms/kernel';
import { Kafka, logLevel } from '@stopsms/kafka-client';
import { BrokerProbe } from './broker-probe';
import { inRandomOrder } from './in-random-order';
import type { KafkaConnection } from './connection';
import type { MessagingLog } from './messaging-log';
import { explainKafkaFault } from './kafka-fault';

const EVERY_MS = 500;

/**
 * Connects to the brokers once, before anything else is started. Temporary faults are waited for, and logged once; a fault
 * that an operator must correct ends it at once.
 * @param patienceMs - time to wait for brokers that do not respond
 * @throws CannotStart with what to do
 */
export async function reachKafka(connection: KafkaConnection, log: MessagingLog, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    const error = await ask(connection);
    if (error === undefined) return;
    const { line, passes } = explainKafkaFault(error, connection);
    if (!passes) throw new CannotStart(line);
    if (Date.now() + EVERY_MS > deadline) {
      throw new CannotStart(`${line} Tried ${tries} time(s) in ${Math.round(patienceMs / 1_000)} s.`);
    }
    if (tries === 1) log.warn({ patienceMs }, `${line} Waiting.`);
    await delay(EVERY_MS);
  }
}

/** Logs in and requests the cluster's members: each step at which a client can fail. */
async function ask({ service, brokers, ssl, sasl }: KafkaConnection): Promise<unknown> {
  const kafka = new Kafka({
    clientId: `stopsms-${service}`,
    brokers: inRandomOrder(brokers),
    ...(ssl && { ssl }),
    ...(sasl && { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING,
  });
  const probe = new BrokerProbe(kafka);
  try {
    await probe.ask();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await probe.close();
  }
}
