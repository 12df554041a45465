import { ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import type { AnyValueMap, LogRecord } from '@opentelemetry/api-logs';
import { type TelemetryLog, endInTime, reportFaults, resourceOf } from './otlp-parts';
import { otlpWanted, positiveNumber } from './otlp-settings';

/** OpenTelemetry's number of each level of the log. */
const SEVERITIES: Record<string, number> = { trace: 1, debug: 5, info: 9, warn: 13, error: 17, fatal: 21 };

let emit: ((line: LogRecord) => void) | undefined;

/** True while log lines are exported: a log that is created now exports its lines. */
export const isExportingLogs = (): boolean => emit !== undefined;

/** @param line - JSON line of the log, with numbers masked */
export function exportLogLine(line: string): void {
  emit?.(logRecordOf(line));
}

/**
 * Exports log lines by OTLP too, if the environment requests it; start it before the log of the service is created. At most
 * OTEL_BLRP_MAX_QUEUE_SIZE lines (2048) wait for the collector; further ones are dropped there and are on standard output as ever.
 * @returns a function that sends the last lines and ends the export; undefined if it stays off
 * @throws CannotStart
 */
export async function exportLogs(
  service: string,
  env: NodeJS.ProcessEnv,
  log: TelemetryLog,
): Promise<(() => Promise<void>) | undefined> {
  if (!otlpWanted('logs', env)) return undefined;
  const [{ BatchLogRecordProcessor, LoggerProvider }, { OTLPLogExporter }, resource] = await Promise.all([
    import('@opentelemetry/sdk-logs'),
    import('@opentelemetry/exporter-logs-otlp-proto'),
    resourceOf(service),
  ]);
  reportFaults(log);
  const maxQueueSize = positiveNumber(env, 'OTEL_BLRP_MAX_QUEUE_SIZE', 2_048);
  const processor = new BatchLogRecordProcessor({
    exporter: new OTLPLogExporter(),
    maxQueueSize,
    maxExportBatchSize: Math.min(positiveNumber(env, 'OTEL_BLRP_MAX_EXPORT_BATCH_SIZE', 512), maxQueueSize),
    scheduledDelayMillis: positiveNumber(env, 'OTEL_BLRP_SCHEDULE_DELAY', 1_000),
    exportTimeoutMillis: positiveNumber(env, 'OTEL_BLRP_EXPORT_TIMEOUT', 30_000),
  });
  const provider = new LoggerProvider({ resource, processors: [processor] });
  const logger = provider.getLogger('stopsms');
  emit = (line) => logger.emit(line);
  return async () => {
    emit = undefined;
    await endInTime(() => provider.shutdown(), log);
  };
}

/** Converts a line of the log. One that masking made unreadable becomes the body as it is. */
export function logRecordOf(line: string): LogRecord {
  let fields: AnyValueMap & { level?: string; time?: string; msg?: string; trace_id?: string; span_id?: string };
  try {
    fields = JSON.parse(line) as typeof fields;
  } catch {
    return { body: line.trimEnd(), severityNumber: SEVERITIES['info'] ?? 0 };
  }
  // The resource has the service.
  const { level = 'info', time, msg, service: _, trace_id: traceId, span_id: spanId, ...attributes } = fields;
  return {
    body: msg ?? '',
    severityText: level,
    severityNumber: SEVERITIES[level] ?? 0,
    attributes,
    ...(time && { timestamp: new Date(time) }),
    ...(traceId &&
      spanId && { context: trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: TraceFlags.SAMPLED }) }),
  };
}
