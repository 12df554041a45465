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
const STATUS_ERROR = 2;

export function readExportRequest(octets: Buffer): CollectedSpan[] {
  return all(read(octets), 1).flatMap((resourceSpans) => {
    const resource = attributesOf(all(read(octetsOf(read(resourceSpans), 1)), 1));
    const scopes = all(read(resourceSpans), 2);
    return scopes.flatMap((scope) =>
      all(read(scope), 2).map((span) => readSpan(read(span), String(resource['service.name']))),
    );
  });
}

function readSpan(span: Fields, service: string): CollectedSpan {
  const parent = octetsOf(span, 4).toString('hex');
  return {
    traceId: octetsOf(span, 1).toString('hex'),
    spanId: octetsOf(span, 2).toString('hex'),
    parentSpanId: parent === '' ? undefined : parent,
    service,
    name: octetsOf(span, 5).toString('utf8'),
    kind: KINDS[numberOf(span, 6)] ?? 'internal',
    startMs: numberOf(span, 7) / 1e6,
    endMs: numberOf(span, 8) / 1e6,
    attributes: attributesOf(all(span, 9)),
    links: all(span, 13).map((octets) => {
      const link = read(octets);
      return { traceId: octetsOf(link, 1).toString('hex'), spanId: octetsOf(link, 2).toString('hex') };
    }),
    failed: numberOf(read(octetsOf(span, 15)), 3) === STATUS_ERROR,
  };
}

function attributesOf(pairs: Buffer[]): CollectedSpan['attributes'] {
  const entries = pairs.map((octets) => {
    const pair = read(octets);
    return [octetsOf(pair, 1).toString('utf8'), anyValue(read(octetsOf(pair, 2)))] as const;
  });
  return Object.fromEntries(entries);
}

function anyValue(value: Fields): string | number | boolean {
  if (value.has(2)) return numberOf(value, 2) === 1;
  if (value.has(3)) return numberOf(value, 3);
  return octetsOf(value, 1).toString('utf8');
}

/** By field number: octets, or a number. */
type Fields = Map<number, (Buffer | number)[]>;

const all = (fields: Fields, field: number): Buffer[] => (fields.get(field) ?? []).filter(Buffer.isBuffer);
const octetsOf = (fields: Fields, field: number): Buffer => all(fields, field)[0] ?? Buffer.alloc(0);
const numberOf = (fields: Fields, field: number): number => Number(fields.get(field)?.[0] ?? 0);

/** @see https://protobuf.dev/programming-guides/encoding/ */
function read(message: Buffer): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = (): number => {
    for (let value = 0, weight = 1; ; weight *= 128) {
      const octet = message[at++] ?? 0;
      value += (octet & 0x7f) * weight;
      if (octet < 0x80) return value;
    }
  };
  const take = (length: number): Buffer => message.subarray(at, (at += length));
  const byWire: Record<number, () => Buffer | number> = {
    0: varint,
    1: () => Number(take(8).readBigUInt64LE()),
    2: () => take(varint()),
    5: () => take(4).readUInt32LE(),
  };
  while (at < message.length) {
    const tag = varint();
    const value = byWire[tag & 7]?.() ?? 0;
    const values = fields.get(tag >> 3);
    if (values) values.push(value);
    else fields.set(tag >> 3, [value]);
  }
  return fields;
}
