import { type ServiceName, moReceived, replies } from '@stopsms/contracts';
import type { KafkaTransport } from '@stopsms/messaging';
import type { Relay } from '@stopsms/outbox';
import type { Database } from '@stopsms/persistence';
import type { Readiness } from './readiness';
import { CachedProbe } from '../metrics/cached-probe';
import type { Guarantees } from '../metrics/guarantees';
import type { Metrics } from '../metrics/metrics';

// Readiness checks and metrics of Kafka, the database and the outbox, the same in every service.

export function watchKafka(readiness: Readiness, metrics: Metrics, transport: KafkaTransport): void {
  readiness.register('kafka', async () => {
    const problem = transport.problems()[0];
    if (problem !== undefined) return problem;
    await transport.assertAnswers();
    return undefined;
  });
  const lags = new CachedProbe(() => transport.lags(), 10_000);
  metrics.gauges(
    'stopsms_consumer_lag_records',
    'Records behind, on the partitions this replica reads',
    ['group', 'topic'],
    async () => (await lags.latest())?.map(({ group, topic, records }) => [{ group, topic }, records] as const),
  );
  showReadiness(readiness, metrics);
}

/** Exports the readiness of any of our processes as a metric. */
export function showReadiness(readiness: Readiness, metrics: Metrics): void {
  metrics.gauges('stopsms_ready', 'Parts of readiness: 1 up, 0 down', ['part'], async () =>
    (await readiness.report()).map(({ name, problem }) => [{ part: name }, problem === undefined ? 1 : 0] as const),
  );
}

export function watchDatabase(readiness: Readiness, metrics: Metrics, database: Database, relay: Relay): void {
  readiness.register('database', async () => {
    await database.query('SELECT 1');
    return undefined;
  });
  readiness.register('outbox', () => relay.problem());
  metrics.gauge('stopsms_outbox_backlog_records', 'Committed records not yet on Kafka, up to one batch', () =>
    relay.backlog(),
  );
  metrics.gauge(
    'stopsms_outbox_oldest_seconds',
    'For how long the oldest record has waited to be sent; 0 when none does. A replica that does not send reports it from 2 s on',
    () => relay.oldestAgeMs() / 1_000,
  );
}

/**
 * Reports a dead-lettered reply as a violation of G1: it was acknowledged to the operator and may be a STOP
 * (docs/design/guarantees.md#g1).
 */
export function noticeLostReply(guarantees: Guarantees, service: ServiceName, topic: string, code: string): void {
  const reader = topic === moReceived.name ? 'inbound-mo' : topic === replies.name ? 'suppression' : undefined;
  if (service !== reader) return;
  guarantees.violated('G1', 'a reply that was acknowledged was dead-lettered before it took effect', { topic, code });
}
