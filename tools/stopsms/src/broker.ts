import { type Broker, type MessagingLog, connect, retryTransient } from '@stopsms/messaging';
import { CliFault } from './cli-fault';
import type { Settings } from './settings';

const CONNECT_MS = 8_000;
const silent: MessagingLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Runs `work` with a connection like those of the services, and closes it.
 * @throws CliFault `unreachable` when no broker answers in 8 s
 */
export async function withBroker<R>(settings: Settings, work: (broker: Broker) => Promise<R>): Promise<R> {
  const kafka = connect({ service: 'cli', ...settings.kafka }, silent);
  const admin = kafka.admin();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CONNECT_MS / 1_000} s`)), CONNECT_MS);
  });
  try {
    await Promise.race([admin.connect(), tooLong]).catch((error: Error) => {
      const where = settings.kafka.brokers.join(', ');
      throw new CliFault('unreachable', `Kafka at ${where} does not respond (${error.message}). Check KAFKA_BROKERS.`);
    });
    // A reader that finds no coordinator is dead for good; a broker that just started makes the groups' topic first.
    await retryTransient(() => admin.describeGroups(['stopsms.cli']));
    return await work({ kafka, admin, reader: 'cli' });
  } finally {
    clearTimeout(timer);
    // Not waited for: while no broker answers, the client is busy trying and the command is over.
    admin.disconnect().catch(() => undefined);
  }
}
