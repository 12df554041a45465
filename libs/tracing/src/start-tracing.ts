import { setTimeout as delay } from 'node:timers/promises';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import { CannotStart } from '@stopsms/kernel';
import { traceWith } from './spans';

export interface TraceLog {
  warn(fields: object, line: string): void;
}

/** The only bundled exporter, which every collector accepts. */
const PROTOCOL = 'http/protobuf';
const PROTOCOLS = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'];

const LAST_SPANS_MS = 5_000;

/**
 * True if OpenTelemetry's own variables request traces.
 * @throws CannotStart if they request something that is not supported
 */
export function tracesWanted(env: NodeJS.ProcessEnv): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const exporter = env['OTEL_TRACES_EXPORTER'];
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (exporter === 'none' || (!exporter && !endpoint)) return false;
  if (exporter && exporter !== 'otlp') {
    throw new CannotStart(`OTEL_TRACES_EXPORTER is "${exporter}": use otlp, or none for no traces.`);
  }
  const protocol = PROTOCOLS.map((name) => ({ name, value: env[name] })).find(({ value }) => value);
  if (protocol && protocol.value !== PROTOCOL) {
    throw new CannotStart(
      `${protocol.name} is "${protocol.value}": traces leave by ${PROTOCOL} alone. Unset it, and use the collector's HTTP port, 4318 by custom.`,
    );
  }
  return true;
}

/**
 * Starts tracing if the environment requests it, before anything else of the service is created. The SDK is loaded only
 * then; it reads sampler, endpoint, headers and queue from its own variables.
 * @returns a function that sends the last spans and ends tracing; undefined if tracing stays off
 * @throws CannotStart
 */
export async function startTracing(
  service: string,
  env: NodeJS.ProcessEnv,
  log: TraceLog,
): Promise<(() => Promise<void>) | undefined> {
  if (!tracesWanted(env)) return undefined;
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
    import('@opentelemetry/resources'),
  ]);
  const { defaultResource, detectResources, envDetector, hostDetector, resourceFromAttributes } = resources;
  diag.setLogger(
    {
      error: (line) =>
        log.warn({ client: 'opentelemetry', detail: line }, 'Spans are not delivered; the service goes on'),
      warn: (line) => log.warn({ client: 'opentelemetry', detail: line }, 'OpenTelemetry warns'),
      info: () => undefined,
      debug: () => undefined,
      verbose: () => undefined,
    },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service, 'service.namespace': 'stopsms' }))
      .merge(detectResources({ detectors: [hostDetector, envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const end = traceWith(provider);
  // A collector that is down must neither fail nor delay the end of a service.
  return async () => {
    const sent = end().catch((error: unknown) => log.warn({ err: error }, 'The last spans are not delivered'));
    await Promise.race([sent, delay(LAST_SPANS_MS, undefined, { ref: false })]);
  };
}
