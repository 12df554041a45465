import { type HrTime, ValueType } from '@opentelemetry/api';
import type { Histogram, MetricData } from '@opentelemetry/sdk-metrics';

/** Metric as prom-client lists it in `getMetricsAsJSON`. */
export interface PrometheusMetric {
  name: string;
  help: string;
  /** `counter`, `gauge`, `histogram` or `summary`. */
  type: unknown;
  values?: PrometheusValue[];
}

interface PrometheusValue {
  /** Name of a part of a histogram, e.g. `…_bucket`. */
  metricName?: string;
  labels: Partial<Record<string, string | number>>;
  value: number;
}

// Values of the SDK's enums, which is loaded only while metrics are exported: AggregationTemporality and DataPointType.
const CUMULATIVE = 1;
const [HISTOGRAM, GAUGE, SUM] = [0, 2, 3];

/** Converts metrics for OTLP. Summaries, which none of ours is, and values that are unknown (NaN) are left out. */
export function metricDataOf(metrics: readonly PrometheusMetric[], startedAt: number, now = Date.now()): MetricData[] {
  const times = { startTime: hrTimeOf(startedAt), endTime: hrTimeOf(now) };
  return metrics.flatMap(({ name, help, type, values = [] }): object[] => {
    const common = {
      descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
      aggregationTemporality: CUMULATIVE,
    };
    const points = values
      .filter(({ value }) => !Number.isNaN(value))
      .map(({ labels, value }) => ({ ...times, attributes: labels, value }));
    if (type === 'counter') return [{ ...common, dataPointType: SUM, isMonotonic: true, dataPoints: points }];
    if (type === 'gauge') return [{ ...common, dataPointType: GAUGE, dataPoints: points }];
    if (type !== 'histogram') return [];
    const dataPoints = histogramsOf(values).map((point) => ({ ...times, ...point }));
    return [{ ...common, dataPointType: HISTOGRAM, dataPoints }];
  }) as MetricData[];
}

/** Collects the cumulative buckets of each series into one value with a count for each bucket. */
function histogramsOf(
  values: readonly PrometheusValue[],
): { attributes: PrometheusValue['labels']; value: Histogram }[] {
  const series = new Map<string, { attributes: PrometheusValue['labels']; parts: PrometheusValue[] }>();
  for (const part of values) {
    const { le: _, ...attributes } = part.labels;
    const key = JSON.stringify(Object.entries(attributes).sort());
    const found = series.get(key) ?? { attributes, parts: [] };
    found.parts.push(part);
    series.set(key, found);
  }
  return [...series.values()].map(({ attributes, parts }) => {
    const ending = (end: string) => parts.filter(({ metricName = '' }) => metricName.endsWith(end));
    const buckets = ending('_bucket')
      .map(({ labels, value }) => ({ bound: labels['le'] === '+Inf' ? Infinity : Number(labels['le']), value }))
      .sort((a, b) => a.bound - b.bound);
    const [count = 0, sum = 0] = ['_count', '_sum'].map((end) => ending(end)[0]?.value);
    const boundaries = buckets.map(({ bound }) => bound).filter(Number.isFinite);
    const counts = buckets.map(({ value }, n) => value - (buckets[n - 1]?.value ?? 0));
    return { attributes, value: { buckets: { boundaries, counts }, count, sum } };
  });
}

const hrTimeOf = (ms: number): HrTime => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
