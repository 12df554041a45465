import { databaseConnection } from '@stopsms/persistence';
import { type Log, type Metrics, usesLogin, usesTls } from '@stopsms/service';
import type { BaseConfig } from './service-settings';

// On a connection without TLS numbers and texts can be read and changed; on a broker without a login anybody can act as one of our
// services. Production mode accepts such a connection only if a setting allows it by name.

interface Connection {
  part: 'kafka' | 'postgres' | 'smpp' | 'oidc';
  plain: boolean;
  /** Fault of a plain connection, and its remedy. */
  problem: string;
  /** Name of the setting that allows it. */
  allowance: 'ALLOW_PLAIN_KAFKA' | 'ALLOW_PLAIN_POSTGRES' | 'ALLOW_PLAIN_SMPP' | 'ALLOW_PLAIN_OIDC';
  allowed: boolean;
}

/** Returns the names of operators that a service reaches without TLS; undefined for a service without operators. */
export type PlainOperators<C> = (config: C) => string[] | undefined;

/** Returns the connections of a service. */
export function connectionsOf(
  config: BaseConfig & { ALLOW_PLAIN_SMPP?: boolean },
  operators: string[] | undefined,
): Connection[] {
  const { DATABASE_URL: url, DATABASE_SSL_CA: ca, OIDC_ISSUER: issuer } = config;
  const lacks = [
    ...(usesTls(config) ? [] : [{ what: 'TLS', set: 'KAFKA_SSL_CA or KAFKA_SSL' }]),
    ...(usesLogin(config) ? [] : [{ what: 'a login', set: 'KAFKA_SASL_MECHANISM, or KAFKA_SSL_CERT' }]),
  ];
  return [
    {
      part: 'kafka',
      plain: lacks.length > 0,
      problem: `Kafka is reached without ${lacks.map(({ what }) => what).join(' and without ')}: set ${lacks.map(({ set }) => set).join(', and ')}`,
      allowance: 'ALLOW_PLAIN_KAFKA',
      allowed: config.ALLOW_PLAIN_KAFKA,
    },
    ...(url === undefined
      ? []
      : [
          {
            part: 'postgres' as const,
            plain: isPlainDatabase(url, ca),
            problem: 'PostgreSQL is reached without TLS: set DATABASE_SSL_CA, or ?sslmode=verify-full in DATABASE_URL',
            allowance: 'ALLOW_PLAIN_POSTGRES' as const,
            allowed: config.ALLOW_PLAIN_POSTGRES === true,
          },
        ]),
    ...(issuer === undefined
      ? []
      : [
          {
            part: 'oidc' as const,
            plain: !issuer.startsWith('https:'),
            problem: 'The identity provider is asked without TLS: OIDC_ISSUER must begin with https',
            allowance: 'ALLOW_PLAIN_OIDC' as const,
            allowed: config.ALLOW_PLAIN_OIDC,
          },
        ]),
    ...(operators === undefined
      ? []
      : [
          {
            part: 'smpp' as const,
            plain: operators.length > 0,
            problem: `Operators are reached without TLS (${operators.join(', ')}): set tls of each, or a baseUrl with https, in PROVIDERS_FILE, tls of an account in GATEWAY_ACCOUNTS_FILE`,
            allowance: 'ALLOW_PLAIN_SMPP' as const,
            allowed: config.ALLOW_PLAIN_SMPP === true,
          },
        ]),
  ];
}

function isPlainDatabase(url: string, ca: string | undefined): boolean {
  try {
    return databaseConnection(url, ca).ssl === false;
  } catch {
    return false; // reported by another check
  }
}

/** Returns one line for each connection that production mode refuses. */
export const refusedConnections = (...of: Parameters<typeof connectionsOf>): string[] =>
  connectionsOf(...of)
    .filter(({ plain, allowed }) => plain && !allowed)
    .map(({ problem, allowance }) => `${problem}. Where nobody else is on the way, ${allowance}=true allows it`);

/** Exports plain connections as a metric, in every mode, and logs those that a setting allows. */
export function showConnections(
  config: Parameters<typeof connectionsOf>[0],
  operators: string[] | undefined,
  metrics: Metrics,
  log: Log,
): void {
  const connections = connectionsOf(config, operators);
  for (const { part, plain, problem, allowance } of connections) {
    metrics.plainConnections.set({ part }, Number(plain));
    if (plain && config.STOPSMS_MODE === 'production') log.warn({ part }, `${allowance} is true: ${problem}.`);
  }
}
