import { parse } from 'protobufjs';

export interface CollectedMetric {
  /** `service.name` of its resource. */
  service: string;
  name: string;
  type: 'gauge' | 'sum' | 'histogram';
  labels: Record<string, string>;
  /** Value of the point; the count of a histogram. */
  value: number;
  /** Counts and bounds of the buckets of a histogram. */
  buckets?: { counts: number[]; bounds: number[] };
}

export interface CollectedLog {
  service: string;
  severity: string;
  body: string;
  /** Members of the body and the attributes, as JSON. */
  attributes: string;
  traceId: string;
}

// What exporters send by opentelemetry/proto/collector/{metrics,logs}/v1, as far as tests look at it.
const ROOT = parse(`
  syntax = "proto3";
  message MetricsRequest { repeated ResourceMetrics resource_metrics = 1; }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
  message ScopeMetrics { repeated Metric metrics = 2; }
  message Metric { string name = 1; oneof data { Points gauge = 5; Points sum = 7; Histogram histogram = 9; } }
  message Points { repeated Point data_points = 1; }
  message Point { repeated KeyValue attributes = 7; oneof value { double as_double = 4; sfixed64 as_int = 6; } }
  message Histogram { repeated HistogramPoint data_points = 1; }
  message HistogramPoint {
    fixed64 count = 4; repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated KeyValue attributes = 9;
  }
  message LogsRequest { repeated ResourceLogs resource_logs = 1; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message ScopeLogs { repeated LogRecord log_records = 2; }
  message LogRecord {
    fixed64 time_unix_nano = 1; string severity_text = 3; AnyValue body = 5; repeated KeyValue attributes = 6; bytes trace_id = 9;
  }
  message Resource { repeated KeyValue attributes = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value {
    string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; KeyValueList kvlist_value = 6;
  } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
`).root;

type Pairs = { key: string; value: Record<string, unknown> }[];
interface WirePoint {
  attributes: Pairs;
  asDouble?: number;
  asInt?: number;
  count?: number;
  bucketCounts?: number[];
  explicitBounds?: number[];
}
interface WireMetric {
  name: string;
  gauge?: { dataPoints: WirePoint[] };
  sum?: { dataPoints: WirePoint[] };
  histogram?: { dataPoints: WirePoint[] };
}
interface WireLog {
  severityText: string;
  body: { stringValue?: string } | null;
  attributes: Pairs;
  traceId: Uint8Array;
}
interface Of {
  resource: { attributes: Pairs } | null;
}

function decoded<T>(type: string, octets: Buffer): T {
  const message = ROOT.lookupType(type);
  return message.toObject(message.decode(octets), { defaults: true, arrays: true, longs: Number }) as T;
}

const valueOf = (pairs: Pairs, name: string): string =>
  String(Object.values(pairs.find(({ key }) => key === name)?.value ?? {})[0] ?? '');
const serviceOf = ({ resource }: Of): string => valueOf(resource?.attributes ?? [], 'service.name');

export function readMetrics(octets: Buffer): CollectedMetric[] {
  type Request = { resourceMetrics: (Of & { scopeMetrics: { metrics: WireMetric[] }[] })[] };
  return decoded<Request>('MetricsRequest', octets).resourceMetrics.flatMap((of) =>
    of.scopeMetrics.flatMap(({ metrics }) => metrics.flatMap((metric) => pointsOf(metric, serviceOf(of)))),
  );
}

function pointsOf(metric: WireMetric, service: string): CollectedMetric[] {
  return (['gauge', 'sum', 'histogram'] as const).flatMap((type) =>
    (metric[type]?.dataPoints ?? []).map((point) => ({
      ...{ service, type, name: metric.name },
      labels: Object.fromEntries(point.attributes.map(({ key }) => [key, valueOf(point.attributes, key)])),
      value: (type === 'histogram' ? point.count : (point.asDouble ?? point.asInt)) ?? 0,
      ...(type === 'histogram' && {
        buckets: { counts: point.bucketCounts ?? [], bounds: point.explicitBounds ?? [] },
      }),
    })),
  );
}

export function readLogs(octets: Buffer): CollectedLog[] {
  type Request = { resourceLogs: (Of & { scopeLogs: { logRecords: WireLog[] }[] })[] };
  return decoded<Request>('LogsRequest', octets).resourceLogs.flatMap((of) =>
    of.scopeLogs.flatMap(({ logRecords }) =>
      logRecords.map(({ severityText, body, attributes, traceId }) => ({
        ...{ service: serviceOf(of), severity: severityText, body: body?.stringValue ?? '' },
        ...{ attributes: JSON.stringify(attributes), traceId: Buffer.from(traceId).toString('hex') },
      })),
    ),
  );
}
