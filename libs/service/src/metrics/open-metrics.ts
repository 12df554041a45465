import { type Metric, type OpenMetricsContentType, Registry } from 'prom-client';

const TYPE = 'application/openmetrics-text';
const VERSION = '1.0.0';

/**
 * True if a scraper prefers OpenMetrics 1.0, the format with exemplars, to the text format.
 * @param accept - header of the request; Prometheus sends several versions of both, with parameters and weights
 */
export function acceptsOpenMetrics(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',').map(rangeOf);
  const open = ranges.filter(({ type, version }) => type === TYPE && (version ?? VERSION) === VERSION);
  const text = ranges.filter(({ type }) => type === 'text/plain');
  const weightOf = (some: typeof ranges) => Math.max(0, ...some.map(({ weight }) => weight));
  return weightOf(open) > 0 && weightOf(open) >= weightOf(text);
}

function rangeOf(range: string): { type: string; version: string | undefined; weight: number } {
  const [type = '', ...rest] = range.split(';').map((part) => part.trim().toLowerCase());
  const parameters = new Map(rest.map((part) => part.split('=', 2) as [string, string | undefined]));
  const weight = Number(parameters.get('q') ?? 1);
  return { type, version: parameters.get('version'), weight: weight >= 0 ? weight : 0 };
}

/** Writes the metrics of a registry as OpenMetrics, and leaves the registry in the text format. */
export async function openMetricsOf(
  registry: Registry,
  labels: Record<string, string>,
): Promise<{ type: string; text: string }> {
  const open = new Registry<OpenMetricsContentType>();
  open.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  open.setDefaultLabels(labels);
  // prom-client renames counters for this format, for good: views of the metrics keep the originals as they are.
  for (const metric of registry.getMetricsAsArray()) {
    open.registerMetric(Object.create(metric) as Metric);
  }
  return { type: Registry.OPENMETRICS_CONTENT_TYPE, text: await open.metrics() };
}
