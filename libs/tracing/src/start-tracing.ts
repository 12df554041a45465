import { type TelemetryLog, endInTime, reportFaults, resourceOf } from './otlp-parts';
import { otlpWanted } from './otlp-settings';
import { traceWith } from './spans';

/**
 * Starts tracing if the environment requests it, before anything else of the service is created. The SDK is loaded only
 * then; it reads sampler, endpoint, headers and queue from its own variables.
 * @returns a function that sends the last spans and ends tracing; undefined if tracing stays off
 * @throws CannotStart
 */
export async function startTracing(
  service: string,
  env: NodeJS.ProcessEnv,
  log: TelemetryLog,
): Promise<(() => Promise<void>) | undefined> {
  if (!otlpWanted('traces', env)) return undefined;
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-proto'),
  ]);
  reportFaults(log);
  const provider = new NodeTracerProvider({
    resource: await resourceOf(service),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const end = traceWith(provider);
  return () => endInTime(end, log);
}
