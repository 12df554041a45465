import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { type TelemetryLog, endInTime, reportFaults, resourceOf } from './otlp-parts';
import { otlpWanted, positiveNumber } from './otlp-settings';
import { type PrometheusMetric, metricDataOf } from './metric-data';

const EVERY_MS = 60_000;
const TIMEOUT_MS = 10_000;

/**
 * Exports the metrics of a Prometheus registry by OTLP too, under the same names, if the environment requests it. One export at a time
 * and no queue: while the collector is down, values are missed, and counters have them later.
 * @returns a function that sends the last values and ends the export; undefined if it stays off
 * @throws CannotStart
 */
export async function exportMetrics(
  service: string,
  env: NodeJS.ProcessEnv,
  collect: () => Promise<readonly PrometheusMetric[]>,
  log: TelemetryLog,
): Promise<(() => Promise<void>) | undefined> {
  if (!otlpWanted('metrics', env)) return undefined;
  const [{ MeterProvider, PeriodicExportingMetricReader }, { OTLPMetricExporter }, resource] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-proto'),
    resourceOf(service),
  ]);
  reportFaults(log);
  const every = positiveNumber(env, 'OTEL_METRIC_EXPORT_INTERVAL', EVERY_MS);
  const timeout = positiveNumber(env, 'OTEL_METRIC_EXPORT_TIMEOUT', TIMEOUT_MS);
  const scope = { name: 'stopsms' };
  const startedAt = Date.now();
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter() as PushMetricExporter,
    exportIntervalMillis: every,
    // The SDK refuses one that is longer than the interval.
    exportTimeoutMillis: Math.min(timeout, every),
    metricProducers: [
      {
        collect: async () => ({
          resourceMetrics: { resource, scopeMetrics: [{ scope, metrics: metricDataOf(await collect(), startedAt) }] },
          errors: [],
        }),
      },
    ],
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return () => endInTime(() => provider.shutdown(), log);
}
