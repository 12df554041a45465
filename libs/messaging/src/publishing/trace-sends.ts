import type { Position, Topic } from '@stopsms/contracts';
import { type Span, childSpan, endSpan, rootSpan, traceparentOf, traceparentUnderWay } from '@stopsms/tracing';
import type { Outgoing } from '../records/message';
import { described } from '../records/described';

type Send<O> = (records: readonly O[]) => Promise<Position[]>;

/**
 * Sends with a span for each sampled record, until the broker's response; the record carries its span to its readers. A
 * record without a trace continues the one in progress when it is alone, and begins one when it is one of many: a bulk import
 * is not one trace of a million spans.
 */
export async function traceSends<O extends Outgoing>(
  topic: Topic,
  records: readonly O[],
  send: Send<O>,
): Promise<Position[]> {
  const spans: (Span | undefined)[] = [];
  const carrying = records.map((record) => {
    const span = begin(topic, record, records.length);
    spans.push(span);
    return span ? { ...record, traceparent: traceparentOf(span) } : record;
  });
  try {
    const positions = await send(carrying);
    spans.forEach((span, index) => {
      const position = positions[index];
      if (span && position) {
        span.setAttribute('messaging.destination.partition.id', String(position.partition));
        span.setAttribute('messaging.kafka.offset', Number(position.offset));
      }
      endSpan(span);
    });
    return positions;
  } catch (error) {
    for (const span of spans) endSpan(span, error);
    throw error;
  }
}

function begin(topic: Topic, record: Outgoing, among: number): Span | undefined {
  const parent = record.traceparent ?? (among === 1 ? traceparentUnderWay() : undefined);
  const name = `send ${topic.name}`;
  const start = {
    kind: 'producer' as const,
    attributes: {
      ...described(topic, record),
      'messaging.operation.name': 'send',
      'messaging.operation.type': 'send',
    },
  };
  return parent === undefined ? rootSpan(name, start) : childSpan(parent, name, start);
}
