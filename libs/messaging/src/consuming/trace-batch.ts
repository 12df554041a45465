import type { Topic } from '@stopsms/contracts';
import { isSampled } from '@stopsms/kernel';
import { type Span, childSpan, endSpan, isTracing, rootSpan, runUnder, traceparentOf } from '@stopsms/tracing';
import type { BatchHandler } from './batch-handling';
import { Decoded } from '../records/decode';
import { described } from '../records/described';
import type { Message } from '../records/message';

/** Start of this process: records appended before are history that a follower reads at each start, and are not traced. */
const STARTED_AT = performance.timeOrigin;

/** Reader: `groupId` names the consumer group, `follow` one that reads the topic from its start each time. */
interface Reader {
  groupId: string;
  mode: 'share' | 'follow';
}

/**
 * Gives each sampled record a span in its own trace, for the time its batch is handled; work caused by the record continues
 * there. Statements and log lines belong to the batch as a whole, and lie under its first sampled record, to which the others
 * link. An unrecorded record gets no span, and while tracing is off this returns the handler itself.
 */
export function traceBatches(topic: Topic, reader: Reader, handle: BatchHandler): BatchHandler {
  if (!isTracing()) return handle;
  return async (messages) => {
    const spans = begin(topic, reader, messages);
    const [first] = spans;
    try {
      await runUnder(first, () => handle(messages));
    } catch (error) {
      for (const span of spans) endSpan(span, error);
      throw error;
    }
    for (const span of spans) endSpan(span);
  };
}

function begin(topic: Topic, { groupId, mode }: Reader, messages: Message<unknown>[]): Span[] {
  const spans: Span[] = [];
  for (const message of messages) {
    if (!(message instanceof Decoded)) continue;
    const { carried } = message;
    if (carried !== undefined && !isSampled(carried)) continue;
    if (mode === 'follow' && message.timestamp < STARTED_AT) continue;
    const [first] = spans;
    const start = {
      kind: 'consumer' as const,
      attributes: {
        ...described(topic, message),
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': groupId,
        'messaging.destination.partition.id': String(message.partition),
        'messaging.kafka.offset': Number(message.offset),
        ...(first === undefined && messages.length > 1 && { 'messaging.batch.message_count': messages.length }),
      },
      links: first ? [traceparentOf(first)] : [],
    };
    const name = `process ${topic.name}`;
    const span = carried === undefined ? rootSpan(name, start) : childSpan(carried, name, start);
    if (!span) continue;
    message.traceparent = traceparentOf(span);
    if (span.isRecording()) spans.push(span);
  }
  return spans;
}
