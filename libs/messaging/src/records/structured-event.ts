import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { FetchedRecord, type IHeaders, type KafkaMessage } from '@stopsms/kafka-client';

const TYPE_HEADER = 'content-type';
/** Name and usual value of the header in octets, which are compared faster than read. */
const USUAL = [Buffer.from(TYPE_HEADER), Buffer.from('application/json')] as const;
const CONTENT_TYPE = /^application\/cloudevents\+json\s*(;|$)/i;

/** Attributes of the envelope used here; others belong to its writer. */
const envelope = TypeCompiler.Compile(
  Type.Object({
    specversion: Type.Literal('1.0'),
    source: Type.String({ minLength: 1 }),
    traceparent: Type.Optional(Type.String()),
    data: Type.Record(Type.String(), Type.Unknown()),
  }),
);

/** True if the writer put the message into a CloudEvent as a whole (structured mode), not beside headers (binary mode). */
export function isStructured(record: Pick<KafkaMessage, 'headers'>): boolean {
  if (record instanceof FetchedRecord && record.hasHeader(...USUAL)) return false;
  const type = record.headers?.[TYPE_HEADER];
  return CONTENT_TYPE.test(String(Array.isArray(type) ? type[0] : (type ?? '')));
}

/**
 * Returns the message in a CloudEvent, with the attributes that binary mode has as headers.
 * @returns the mismatch, by path and never by content, if there is none
 */
export function openEvent(event: unknown): { data: unknown; headers: IHeaders } | string {
  if (!envelope.Check(event)) {
    const first = envelope.Errors(event).First();
    return `no CloudEvent 1.0 with an object as data: ${first?.path || 'value'}: ${first?.message}`;
  }
  const { source, traceparent, data } = event;
  return { data, headers: { ce_source: source, ...(traceparent !== undefined && { traceparent }) } };
}
