import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';

// Parts that exporters of traces, metrics and logs share.

export interface TelemetryLog {
  warn(fields: object, line: string): void;
}

/** The metrics, then logs and traces, each wait that long; the process has ten seconds for all. */
const LAST_EXPORT_MS = 2_500;

/** Identifies this replica: cumulative metrics of two must not be taken for one. */
const INSTANCE = randomUUID();

/** Returns the attributes of everything that a process exports. */
export async function resourceOf(service: string): Promise<Resource> {
  const { defaultResource, detectResources, envDetector, hostDetector, resourceFromAttributes } =
    await import('@opentelemetry/resources');
  const own = { 'service.name': service, 'service.namespace': 'stopsms', 'service.instance.id': INSTANCE };
  return defaultResource()
    .merge(resourceFromAttributes(own))
    .merge(detectResources({ detectors: [hostDetector, envDetector] }));
}

/** Writes faults of exporters to the log of the service, which is not exported by them. */
export function reportFaults(log: TelemetryLog): void {
  diag.setLogger(
    {
      error: (line) =>
        log.warn({ client: 'opentelemetry', detail: line }, 'Telemetry is not delivered; the service goes on'),
      warn: (line) => log.warn({ client: 'opentelemetry', detail: line }, 'OpenTelemetry warns'),
      info: () => undefined,
      debug: () => undefined,
      verbose: () => undefined,
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}

/** Ends an exporter: a collector that is down must neither fail nor delay the end of a service. */
export async function endInTime(end: () => Promise<void>, log: TelemetryLog): Promise<void> {
  const sent = end().catch((error: unknown) => log.warn({ err: error }, 'The last telemetry is not delivered'));
  await Promise.race([sent, delay(LAST_EXPORT_MS, undefined, { ref: false })]);
}
