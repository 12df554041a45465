import { parse } from 'protobufjs';

export interface CollectedSpan {
  traceId: string;
  spanId: string;
  /** Undefined for the first span of its trace. */
  parentSpanId: string | undefined;
  /** `service.name` of its resource. */
  service: string;
  name: string;
  kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Epoch ms, with microseconds behind the point. */
  startMs: number;
  endMs: number;
  attributes: Record<string, string | number | boolean>;
  links: { traceId: string; spanId: string }[];
  failed: boolean;
}

// What an exporter sends by opentelemetry/proto/collector/trace/v1, as far as tests look at it: the fields have the numbers of
// that file and of trace.proto, resource.proto and common.proto beside it, and those left out are skipped.
const ExportRequest = parse(`
  syntax = "proto3";
  message ExportRequest { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9; repeated Link links = 13; Status status = 15;
  }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message Status { int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
`).root.lookupType('ExportRequest');

interface Pair {
  key: string;
  value: Record<string, string | number | boolean>;
}

/** Span as protobufjs decodes it: names in camel case, defaults filled in. */
interface WireSpan {
  traceId: Uint8Array;
  spanId: Uint8Array;
  parentSpanId: Uint8Array;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Pair[];
  links: { traceId: Uint8Array; spanId: Uint8Array }[];
  status: { code: number } | null;
}

interface WireRequest {
  resourceSpans: { resource: { attributes: Pair[] } | null; scopeSpans: { spans: WireSpan[] }[] }[];
}

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUS_ERROR = 2;

export function readSpans(octets: Buffer): CollectedSpan[] {
  const options = { defaults: true, arrays: true, longs: String };
  const { resourceSpans } = ExportRequest.toObject(ExportRequest.decode(octets), options) as WireRequest;
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(attributesOf(resource?.attributes ?? [])['service.name']);
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => collected(span, service)));
  });
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

const collected = (span: WireSpan, service: string): CollectedSpan => ({
  traceId: hex(span.traceId),
  spanId: hex(span.spanId),
  parentSpanId: span.parentSpanId.length === 0 ? undefined : hex(span.parentSpanId),
  service,
  name: span.name,
  kind: KINDS[span.kind] ?? 'internal',
  startMs: Number(span.startTimeUnixNano) / 1e6,
  endMs: Number(span.endTimeUnixNano) / 1e6,
  attributes: attributesOf(span.attributes),
  links: span.links.map(({ traceId, spanId }) => ({ traceId: hex(traceId), spanId: hex(spanId) })),
  failed: span.status?.code === STATUS_ERROR,
});

/** A value has only the member that was sent. 64-bit integers arrive as text. */
const attributesOf = (pairs: Pair[]): CollectedSpan['attributes'] =>
  Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      'intValue' in value ? Number(value.intValue) : (Object.values(value)[0] ?? ''),
    ]),
  );
