import { join } from 'node:path';
import { type ServiceName, httpCalls } from '@stopsms/contracts';
import type { StackPorts } from './configuration';
import type { VendorName } from '@stopsms/kernel';
import { type VendorSettings, providerEnv, vendorEnv } from './vendor';

export interface Surroundings {
  /** The stack's data folder. */
  dir: string;
  ports: StackPorts;
  bootstrap: string;
  recipientSecret: string;
  /** Role name → connection URL. */
  databaseUrls: Record<string, string>;
  smppPassword: string;
  /** Settings of the HTTP provider; without one the operator is reached by SMPP. */
  vendor: VendorSettings | undefined;
  /** PROVIDERS_FILE of real providers, instead of the simulator. */
  providersFile: string | undefined;
  exportSigningKey: string;
  proofSigningKey: string;
  pseudonymSecret: string;
  webhookSecretsKey: string;
  /** `STOPSMS_CLOCK`; undefined runs on real time. */
  clock: string | undefined;
  /** Issuer whose tokens the services accept; the stack's own identity provider by default. */
  issuer: string | undefined;
}

interface ServiceRow {
  name: ServiceName;
  /** Its role and schema in PostgreSQL, for a service that keeps something. */
  role?: string;
  /** True if it turns numbers into recipient keys. */
  hashes?: true;
  /** Settings beyond those of every service. */
  env?: (around: Surroundings, instance: Instance) => NodeJS.ProcessEnv;
}

/** One process of a service. */
export interface Instance {
  /** The service's own, numbered from the second one on. */
  name: string;
  port: number;
  /** SMPP port, in a gateway. */
  smppPort: number;
}

export const HOST = '127.0.0.1';

/** The operator gives all of us one account; it distinguishes sessions by how they bind. */
const SMPP_SYSTEM_ID = 'stopsms';

/** Addresses of services, each by the variable that names it. */
const urlsOf = (ports: StackPorts, services: readonly ServiceName[]): NodeJS.ProcessEnv =>
  Object.fromEntries(
    services.map((name) => [`${name.toUpperCase().replace('-', '_')}_URL`, `http://${HOST}:${ports[name]}`]),
  );

const callees = ({ ports }: Surroundings, service: ServiceName): NodeJS.ProcessEnv =>
  urlsOf(
    ports,
    httpCalls.filter(({ caller }) => caller === service).map(({ callee }) => callee),
  );

const webhookSecrets = ({ webhookSecretsKey }: Surroundings): NodeJS.ProcessEnv => ({
  WEBHOOK_SECRETS_KEY: webhookSecretsKey,
});

const pseudonymSecret = ({ pseudonymSecret: secret }: Surroundings): NodeJS.ProcessEnv => ({
  PSEUDONYM_SECRET: secret,
});

const operatorAccount = ({ ports, smppPassword, vendor, providersFile }: Surroundings): NodeJS.ProcessEnv => ({
  ...(vendor && providerEnv(vendor)),
  ...(providersFile !== undefined && { PROVIDERS_FILE: providersFile }),
  SMPP_HOST: HOST,
  SMPP_PORT: String(ports.simulatorSmpp),
  SMPP_SYSTEM_ID,
  SMPP_PASSWORD: smppPassword,
});

// The whole system on one page: services, their databases and their settings.
export const SERVICE_TABLE: readonly ServiceRow[] = [
  {
    name: 'campaign',
    role: 'campaign',
    hashes: true,
    env: (around) => ({ ...webhookSecrets(around), ...callees(around, 'campaign') }),
  },
  {
    name: 'compliance',
    role: 'compliance',
    hashes: true,
    env: (around) => ({ PROOF_SIGNING_KEY: around.proofSigningKey }),
  },
  {
    name: 'dispatcher',
    env: (around, { name }) => ({
      ...operatorAccount(around),
      // The simulator has handsets of numbers reserved for fiction.
      ...(around.providersFile === undefined && { ALLOW_FICTION_NUMBERS: 'true' }),
      VIEW_SNAPSHOT_DIR: join(around.dir, 'views', name),
      SUBMIT_LOG_DIR: join(around.dir, 'submits', name),
    }),
  },
  { name: 'inbound-mo', role: 'inbound_mo', hashes: true, env: operatorAccount },
  {
    name: 'suppression',
    role: 'suppression',
    hashes: true,
    env: (around) => ({
      EXPORT_SIGNING_KEY: around.exportSigningKey,
      ...pseudonymSecret(around),
      ...callees(around, 'suppression'),
    }),
  },
  {
    name: 'notification',
    role: 'notification',
    hashes: true,
    env: (around) => ({ ...webhookSecrets(around), ...pseudonymSecret(around) }),
  },
  {
    name: 'gateway',
    role: 'gateway',
    env: (_, { smppPort }) => ({ GATEWAY_SMPP_PORT: String(smppPort) }),
  },
];

/** The environment of one process, on top of this process's own. */
export function serviceEnv(
  { role, hashes, env }: ServiceRow,
  around: Surroundings,
  instance: Instance,
): NodeJS.ProcessEnv {
  return {
    PORT: String(instance.port),
    HOST,
    KAFKA_BROKERS: around.bootstrap,
    DATABASE_URL: role && around.databaseUrls[role],
    STOPSMS_RECIPIENT_SECRET: hashes && around.recipientSecret,
    // A shifted clock is refused in production mode, which is a service's default.
    STOPSMS_MODE: 'development',
    STOPSMS_CLOCK: around.clock,
    OIDC_ISSUER: around.issuer ?? issuerOf(around.ports),
    // The console says for whom it asks.
    TRUSTED_PROXIES: 'loopback',
    ...env?.(around, instance),
  };
}

export function simulatorEnv(
  {
    dir,
    ports,
    smppPassword,
    clock,
    vendor,
  }: Pick<Surroundings, 'dir' | 'ports' | 'smppPassword' | 'clock' | 'vendor'>,
  provider: VendorName | undefined,
): NodeJS.ProcessEnv {
  return {
    ...(vendor && provider && vendorEnv(provider, vendor)),
    SIMULATOR_HOST: HOST,
    SIMULATOR_HTTP_PORT: String(ports.simulatorHttp),
    SIMULATOR_SMPP_PORT: String(ports.simulatorSmpp),
    SIMULATOR_SYSTEM_ID: SMPP_SYSTEM_ID,
    SIMULATOR_PASSWORD: smppPassword,
    SIMULATOR_STATE_DIR: join(dir, 'simulator'),
    STOPSMS_CLOCK: clock,
  };
}

/** The console's role and schema in PostgreSQL. */
export const CONSOLE_ROLE = 'console';

const consoleUrlOf = (ports: StackPorts): string => `http://${HOST}:${ports.console}`;
const issuerOf = (ports: StackPorts): string => `http://${HOST}:${ports.identityProvider}`;

type SignIn = Pick<Surroundings, 'dir' | 'ports'> & { oidcClientSecret: string };

export const identityProviderEnv = ({ dir, ports, oidcClientSecret }: SignIn): NodeJS.ProcessEnv => ({
  STOPSMS_MODE: 'development',
  IDENTITY_PROVIDER_HOST: HOST,
  IDENTITY_PROVIDER_PORT: String(ports.identityProvider),
  IDENTITY_PROVIDER_STATE_DIR: join(dir, 'identity-provider'),
  OIDC_ISSUER: issuerOf(ports),
  OIDC_CLIENT_SECRET: oidcClientSecret,
  CONSOLE_URL: consoleUrlOf(ports),
});

/** It knows people by real time, as tokens do, whatever clock the services show. */
export const consoleEnv = ({
  ports,
  oidcClientSecret,
  sessionSecret,
  databaseUrls,
}: SignIn & Pick<Surroundings, 'databaseUrls'> & { sessionSecret: string }): NodeJS.ProcessEnv => ({
  STOPSMS_MODE: 'development',
  STOPSMS_CLOCK: undefined,
  PORT: String(ports.console),
  HOST,
  CONSOLE_URL: consoleUrlOf(ports),
  DATABASE_URL: databaseUrls[CONSOLE_ROLE],
  OIDC_ISSUER: issuerOf(ports),
  OIDC_CLIENT_SECRET: oidcClientSecret,
  SESSION_SECRET: sessionSecret,
  ...urlsOf(
    ports,
    SERVICE_TABLE.map(({ name }) => name),
  ),
});
