// Reads what opentelemetry/proto/collector/trace/v1/trace_service.proto says an exporter sends, as far as tests look at it.
// Numbers are the field numbers of that file and of trace.proto, resource.proto and common.proto beside it.

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

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUS_ERROR = 2n;

export function readExportRequest(octets: Buffer): CollectedSpan[] {
  return all(octets, 1).flatMap((resourceSpans) => {
    const resource = attributesIn(first(resourceSpans, 1), 1);
    const spans = all(resourceSpans, 2).flatMap((scopeSpans) => all(scopeSpans, 2));
    return spans.map((span) => readSpan(span, String(resource['service.name'])));
  });
}

function readSpan(span: Buffer, service: string): CollectedSpan {
  const parent = first(span, 4).toString('hex');
  return {
    traceId: first(span, 1).toString('hex'),
    spanId: first(span, 2).toString('hex'),
    parentSpanId: parent === '' ? undefined : parent,
    service,
    name: first(span, 5).toString('utf8'),
    kind: KINDS[Number(number(span, 6))] ?? 'internal',
    startMs: Number(number(span, 7)) / 1e6,
    endMs: Number(number(span, 8)) / 1e6,
    attributes: attributesIn(span, 9),
    links: all(span, 13).map((link) => ({
      traceId: first(link, 1).toString('hex'),
      spanId: first(link, 2).toString('hex'),
    })),
    failed: number(first(span, 15), 3) === STATUS_ERROR,
  };
}

function attributesIn(message: Buffer, field: number): CollectedSpan['attributes'] {
  return Object.fromEntries(
    all(message, field).map((pair) => [first(pair, 1).toString('utf8'), anyValue(first(pair, 2))]),
  );
}

function anyValue(value: Buffer): string | number | boolean {
  const [entry] = fieldsOf(value);
  if (!entry || entry.field === 1) return entry ? (entry.value as Buffer).toString('utf8') : '';
  if (entry.field === 2) return entry.value === 1n;
  if (entry.field === 4) {
    const octets = Buffer.alloc(8);
    octets.writeBigUInt64LE(entry.value as bigint);
    return octets.readDoubleLE();
  }
  return entry.field === 3 ? Number(entry.value) : JSON.stringify(String(entry.value));
}

const all = (message: Buffer, field: number): Buffer[] =>
  fieldsOf(message).flatMap((entry) => (entry.field === field && Buffer.isBuffer(entry.value) ? [entry.value] : []));
const first = (message: Buffer, field: number): Buffer => all(message, field)[0] ?? Buffer.alloc(0);
const number = (message: Buffer, field: number): bigint => {
  const value = fieldsOf(message).find((entry) => entry.field === field)?.value;
  return typeof value === 'bigint' ? value : 0n;
};

/** @see https://protobuf.dev/programming-guides/encoding/ */
function fieldsOf(message: Buffer): { field: number; value: bigint | Buffer }[] {
  const fields: { field: number; value: bigint | Buffer }[] = [];
  let at = 0;
  const varint = (): bigint => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const octet = message[at++] ?? 0;
      value |= BigInt(octet & 0x7f) << shift;
      if (octet < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => message.subarray(at, (at += length));
  while (at < message.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const value =
      wire === 0
        ? varint()
        : wire === 1
          ? take(8).readBigUInt64LE()
          : wire === 2
            ? take(Number(varint()))
            : BigInt(take(4).readUInt32LE());
    fields.push({ field: tag >> 3, value });
  }
  return fields;
}
