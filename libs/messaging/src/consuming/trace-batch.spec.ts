import { smsRequested } from '@stopsms/contracts';
import { traceWith } from '@stopsms/tracing';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { Decoded, Origin } from '../records/decode';
import type { Message, Outgoing } from '../records/message';
import { traceBatches } from './trace-batch';
import { traceSends } from '../publishing/trace-sends';

const exporter = new InMemorySpanExporter();
const shared = { groupId: 'stopsms.compliance.sms.requested.v1', mode: 'share' as const };
const trace = (digit: string, flags: string) => `00-${digit.repeat(32)}-${'b'.repeat(16)}-${flags}`;

let end: () => Promise<void>;
beforeAll(() => {
  end = traceWith(new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});
beforeEach(() => exporter.reset());
afterAll(() => end());

function record(traceparent?: string, timestamp = Date.now()): Message<unknown> {
  const headers = traceparent === undefined ? {} : { traceparent };
  const raw = { key: null, value: null, offset: '7', timestamp: String(timestamp), attributes: 0, headers };
  return new Decoded(new Origin(smsRequested, 3, raw as never, () => true), 'id', {});
}
const traceIdOf = (traceparent: string) => traceparent.split('-')[1];

describe('a batch', () => {
  test('gives each sampled record a span in its own trace, and the others link to the first', async () => {
    const messages = [record(trace('1', '01')), record(trace('2', '00')), record(trace('3', '01'))];
    const seen: string[] = [];
    await traceBatches(smsRequested, shared, async (batch) => {
      seen.push(...batch.map(({ traceparent }) => traceparent));
    })(messages);
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name, parentSpanContext }) => [name, parentSpanContext?.traceId[0]])).toEqual([
      ['process sms.requested.v1', '1'],
      ['process sms.requested.v1', '3'],
    ]);
    expect(spans[1]?.links.map(({ context }) => context.spanId)).toEqual([spans[0]?.spanContext().spanId]);
    expect(spans[0]?.attributes['messaging.batch.message_count']).toBe(3);
    expect(seen.map((each) => each.split('-')[2])).toEqual([
      spans[0]?.spanContext().spanId,
      'b'.repeat(16),
      spans[1]?.spanContext().spanId,
    ]);
  });

  test('reports a failure by its class, and retries under a span of its own', async () => {
    const messages = [record(trace('1', '01'))];
    const failing = traceBatches(smsRequested, shared, () => Promise.reject(new TypeError('+33639980001 is odd')));
    await expect(failing(messages)).rejects.toThrow();
    await expect(failing(messages)).rejects.toThrow();
    const [first, second] = exporter.getFinishedSpans();
    expect(first?.attributes['error.type']).toBe('TypeError');
    expect(JSON.stringify([first?.attributes, first?.status, first?.events])).not.toContain('39980001');
    expect(second?.parentSpanContext?.spanId).toBe('b'.repeat(16));
  });

  test('begins a trace for a record without one', async () => {
    await traceBatches(smsRequested, shared, async () => undefined)([record()]);
    expect(exporter.getFinishedSpans().map(({ parentSpanContext }) => parentSpanContext)).toEqual([undefined]);
  });

  test('that is read anew at each start is not traced', async () => {
    const follow = { ...shared, mode: 'follow' as const };
    const messages = [record(trace('1', '01'), performance.timeOrigin - 1), record(trace('2', '01'))];
    await traceBatches(smsRequested, follow, async () => undefined)(messages);
    expect(exporter.getFinishedSpans().map((span) => span.spanContext().traceId[0])).toEqual(['2']);
  });
});

describe('records sent', () => {
  const sent: Outgoing[] = [];
  const send = async (records: readonly Outgoing[]) => {
    sent.splice(0, sent.length, ...records);
    return records.map((_, offset) => ({ partition: 0, offset: String(offset) }));
  };
  const outgoing = (traceparent?: string): Outgoing => ({
    ...{ key: 'k', value: {} },
    ...(traceparent === undefined ? {} : { traceparent }),
  });

  test('carry their span; an unrecorded one is unchanged', async () => {
    const unrecorded = outgoing(trace('2', '00'));
    await traceSends(smsRequested, [outgoing(trace('1', '01')), unrecorded], send);
    const [span] = exporter.getFinishedSpans();
    expect(exporter.getFinishedSpans()).toHaveLength(1);
    expect(sent[0]?.traceparent?.split('-')[2]).toBe(span?.spanContext().spanId);
    expect(sent[1]).toBe(unrecorded);
  });

  test('alone, continue the trace in progress; many each begin a trace', async () => {
    await traceBatches(smsRequested, shared, async () => {
      await traceSends(smsRequested, [outgoing()], send);
      expect(traceIdOf(sent[0]?.traceparent ?? '')).toBe('1'.repeat(32));
      await traceSends(smsRequested, [outgoing(), outgoing()], send);
    })([record(trace('1', '01'))]);
    const ids = new Set(sent.map(({ traceparent = '' }) => traceIdOf(traceparent)));
    expect(ids.size).toBe(2);
    expect(ids).not.toContain('1'.repeat(32));
  });
});
