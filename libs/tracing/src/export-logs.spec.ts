import { trace } from '@opentelemetry/api';
import { logRecordOf } from './export-logs';

test('a line keeps its level, time and fields, and its trace', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
  const line = {
    ...{ level: 'warn', time: '2026-12-03T10:00:00.000Z', service: 'dispatcher', trace_id: traceId },
    ...{ span_id: '00f067aa0ba902b7', part: 'kafka', msg: 'Not ready: kafka' },
  };
  const { context, ...record } = logRecordOf(`${JSON.stringify(line)}\n`);
  expect(record).toEqual({
    ...{ body: 'Not ready: kafka', severityText: 'warn', severityNumber: 13, attributes: { part: 'kafka' } },
    timestamp: new Date('2026-12-03T10:00:00.000Z'),
  });
  expect(context && trace.getSpanContext(context)?.traceId).toBe(traceId);
});

test('a line that masking made unreadable is exported as it is', () => {
  expect(logRecordOf('{"level":"info","at":+336…}\n')).toEqual({
    body: '{"level":"info","at":+336…}',
    severityNumber: 9,
  });
});
