import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { IHeaders } from 'kafkajs';

const CONTENT_TYPE = /^application\/cloudevents\+json\s*(;|$)/i;

/** What is needed of the envelope; other attributes are its writer's own. */
const envelope = TypeCompiler.Compile(
  Type.Object({
    specversion: Type.Literal('1.0'),
    source: Type.String({ minLength: 1 }),
    traceparent: Type.Optional(Type.String()),
    data: Type.Record(Type.String(), Type.Unknown()),
  }),
);

/** Whether its writer put the message into a CloudEvent as a whole (structured mode), not beside headers (binary mode). */
export function isStructured(headers: IHeaders | undefined): boolean {
  const type = headers?.['content-type'];
  return CONTENT_TYPE.test(String(Array.isArray(type) ? type[0] : (type ?? '')));
}

/**
 * The message in a CloudEvent, with what binary mode has as headers.
 * @returns what is wrong with it, by path and never by content, where there is none
 */
export function openEvent(event: unknown): { data: unknown; headers: IHeaders } | string {
  if (!envelope.Check(event)) {
    const first = envelope.Errors(event).First();
    return `no CloudEvent 1.0 with an object as data: ${first?.path || 'value'}: ${first?.message}`;
  }
  const { source, traceparent, data } = event;
  return { data, headers: { ce_source: source, ...(traceparent !== undefined && { traceparent }) } };
}
