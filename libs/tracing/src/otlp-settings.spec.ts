import { CannotStart } from '@stopsms/kernel';
import { otlpWanted } from './otlp-settings';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

test.each([
  { it: 'off by default', env: {}, wanted: false },
  { it: 'on with an endpoint', env: ENDPOINT, wanted: true },
  {
    it: 'on with one for traces',
    env: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' },
    wanted: true,
  },
  { it: 'on when asked for', env: { OTEL_TRACES_EXPORTER: 'otlp' }, wanted: true },
  { it: 'off when declined', env: { ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, wanted: false },
  { it: 'off when disabled', env: { ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }, wanted: false },
  { it: 'off with an empty variable', env: { OTEL_EXPORTER_OTLP_ENDPOINT: '' }, wanted: false },
])('tracing is $it', ({ env, wanted }) => {
  expect(otlpWanted('traces', env)).toBe(wanted);
});

test.each([
  { env: { OTEL_TRACES_EXPORTER: 'zipkin' }, says: 'OTEL_TRACES_EXPORTER is "zipkin": use otlp' },
  { env: { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, says: 'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"' },
])('$env is refused in one line', ({ env, says }) => {
  expect(() => otlpWanted('traces', env)).toThrow(CannotStart);
  expect(() => otlpWanted('traces', env)).toThrow(says);
});

test.each([
  { it: 'off with the general endpoint alone', env: ENDPOINT, wanted: false },
  { it: 'on with it and when asked for', env: { ...ENDPOINT, OTEL_LOGS_EXPORTER: 'otlp' }, wanted: true },
  {
    it: 'on with their own endpoint',
    env: { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: 'http://c:4318/v1/logs' },
    wanted: true,
  },
  { it: 'off with an endpoint for metrics', env: { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://c/x' }, wanted: false },
])('export of logs is $it', ({ env, wanted }) => {
  expect(otlpWanted('logs', env)).toBe(wanted);
});

test('the protocol of another signal is not refused', () => {
  const env = { OTEL_METRICS_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' };
  expect(otlpWanted('metrics', env)).toBe(true);
  expect(() => otlpWanted('metrics', { ...env, OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/json' })).toThrow(
    'METRICS_PROTOCOL is "http/json"',
  );
});
