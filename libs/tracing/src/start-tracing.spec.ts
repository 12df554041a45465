import { CannotStart } from '@stopsms/kernel';
import { tracesWanted } from './start-tracing';

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
  expect(tracesWanted(env)).toBe(wanted);
});

test.each([
  { env: { OTEL_TRACES_EXPORTER: 'zipkin' }, says: 'OTEL_TRACES_EXPORTER is "zipkin": use otlp' },
  { env: { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, says: 'OTEL_EXPORTER_OTLP_PROTOCOL is "grpc"' },
])('$env is refused in one line', ({ env, says }) => {
  expect(() => tracesWanted(env)).toThrow(CannotStart);
  expect(() => tracesWanted(env)).toThrow(says);
});
