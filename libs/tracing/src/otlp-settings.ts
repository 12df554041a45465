import { CannotStart } from '@stopsms/kernel';

/** Signals of OpenTelemetry, as its variables and addresses name them. */
export type Signal = 'traces' | 'metrics' | 'logs';

/** The only bundled protocol, which every collector accepts. */
const PROTOCOL = 'http/protobuf';

/**
 * True if OpenTelemetry's own variables request a signal. The general endpoint requests traces alone: many that have it are for traces, and
 * an upgrade must not send logs to a party that got none before.
 * @throws CannotStart if they request something that is not supported
 */
export function otlpWanted(signal: Signal, env: NodeJS.ProcessEnv): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const name = signal.toUpperCase();
  const exporter = env[`OTEL_${name}_EXPORTER`];
  const general = signal === 'traces' ? env['OTEL_EXPORTER_OTLP_ENDPOINT'] : undefined;
  const endpoint = env[`OTEL_EXPORTER_OTLP_${name}_ENDPOINT`] || general;
  if (exporter === 'none' || (!exporter && !endpoint)) return false;
  if (exporter && exporter !== 'otlp') {
    throw new CannotStart(`OTEL_${name}_EXPORTER is "${exporter}": use otlp, or none for no ${signal}.`);
  }
  const protocol = [`OTEL_EXPORTER_OTLP_${name}_PROTOCOL`, 'OTEL_EXPORTER_OTLP_PROTOCOL']
    .map((variable) => ({ variable, value: env[variable] }))
    .find(({ value }) => value);
  if (protocol && protocol.value !== PROTOCOL) {
    throw new CannotStart(
      `${protocol.variable} is "${protocol.value}": ${signal} leave by ${PROTOCOL} alone. Unset it, and use the collector's HTTP port, 4318 by custom.`,
    );
  }
  return true;
}

/** Returns a whole number above 0 of a variable; `otherwise` without one, as OpenTelemetry requires for others too. */
export function positiveNumber(env: NodeJS.ProcessEnv, variable: string, otherwise: number): number {
  const value = Number(env[variable]);
  return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
}
