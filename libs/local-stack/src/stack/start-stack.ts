import { join } from 'node:path';
import type { ServiceName } from '@stopsms/contracts';
import { provisionDatabase } from '@stopsms/persistence';
import { type ClusterNetwork, KafkaCluster } from '../cluster/kafka-cluster';
import { type LocalKafka, startKafka } from '../kafka-broker';
import { assertPortsFree } from '../ports';
import { type LocalPostgres, startPostgres } from '../postgres-server';
import { type LocalService, startService } from '../service-process';
import { LocalStackError } from '../local-stack-error';
import { workspaceRoot } from '../workspace';
import { portsWanted, replicaName, type StackConfiguration, type StackPorts } from './configuration';
import { Ensemble } from './ensemble';
import { claimFolder } from './folder-claim';
import { Secrets } from './secrets';
import {
  CONSOLE_ROLE,
  HOST,
  type Instance,
  SERVICE_TABLE,
  consoleEnv,
  identityProviderEnv,
  serviceEnv,
  simulatorEnv,
  type Surroundings,
} from './service-table';
import { chooseClock, requireRealTime, saveSimulatedClock } from './simulated-clock';
import type { VendorName } from '@stopsms/kernel';
import { type VendorSettings, writeProvidersFile } from './vendor';

export interface StackOptions extends StackConfiguration {
  /** `STOPSMS_CLOCK`, where the caller insists; else real time or, outside lawful hours, the next lawful morning. */
  clock?: string | undefined;
  /** Folder of the built code; `dist` of the repository by default. */
  builtDir?: string;
  /** Settings for every service beyond what the stack gives it. */
  env?: NodeJS.ProcessEnv;
  /** Called with each completed step, and with later faults. */
  log: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
  /** Called when a part has ended by itself and cannot be brought back. */
  onPartLost?: (name: string) => void;
}

export interface RunningStack {
  readonly dir: string;
  readonly ports: StackPorts;
  /** The broker, the first one of a cluster. */
  readonly kafka: LocalKafka;
  readonly brokers: readonly LocalKafka[];
  /** Network of a cluster's brokers; undefined where there is one broker. */
  readonly network: ClusterNetwork | undefined;
  readonly postgres: LocalPostgres;
  readonly simulator: LocalService;
  /** Identity provider by which people sign in; it asks for no password. */
  readonly identityProvider: LocalService;
  readonly console: LocalService;
  readonly services: Record<ServiceName, LocalService>;
  /** All of them, the one in `services` first. */
  readonly dispatchers: readonly LocalService[];
  /** Every process of every service, those in `services` among them. */
  readonly replicas: readonly LocalService[];
  /** `STOPSMS_CLOCK` as the services got it, for `clockFrom`; undefined is real time. */
  readonly clock: string | undefined;
  /** Provider with an HTTP API that the simulator plays; undefined where it is reached by SMPP. */
  readonly provider: VendorName | undefined;
  /** PROVIDERS_FILE of real providers; undefined where the simulator plays the operator. */
  readonly providersFile: string | undefined;
  /**
   * For tests: changes the provider. Simulator, dispatchers and inbound-mo are restarted; the new simulator's handsets are empty.
   * @throws LocalStackError if the stack was started without a provider
   */
  changeProvider(name: VendorName): Promise<void>;
  readonly recipientSecret: string;
  /** Services first, so that they can hand over what they hold; then the operator; then the broker and the database. */
  stop(): Promise<void>;
}

/** Database with a schema for each service. */
export const DATABASE = 'stopsms';
/** Ten processes start at a time, on machines that may be busy with something else. */
const READY_TIMEOUT_MS = 90_000;

/**
 * Starts the whole product on this machine: PostgreSQL, Kafka, the operator's simulator, the seven services, and what
 * people sign in by and work with.
 * @throws LocalStackError naming the obstacle, or the reason of `signal`; nothing is left running then
 */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { dir, ports, log } = options;
  const release = claimFolder(dir);
  const ensemble = new Ensemble(options);
  let endNotes = () => {};
  const stop = async () => {
    await ensemble.stop();
    endNotes();
    release();
  };
  try {
    await assertPortsFree(portsWanted(options));
    options.signal?.throwIfAborted();
    const choose = options.providersFile === undefined ? chooseClock : requireRealTime;
    const { setting: clock, because } = choose(dir, new Date(), options.clock);
    log(because);
    endNotes = saveSimulatedClock(dir, clock);
    const parts = await startParts(ensemble, options, clock);
    return Object.assign(parts, { dir, ports, clock, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(ensemble: Ensemble, options: StackOptions, clock: string | undefined) {
  const { dir, ports, replicaPorts = {}, providersFile, log, builtDir = join(workspaceRoot(), 'dist') } = options;
  const secrets = new Secrets(dir);
  const recipientSecret = secrets.recipientSecret();
  const smppPassword = secrets.smppPassword();
  const oidcClientSecret = secrets.oidcClientSecret();
  let { provider } = options;
  const vendor: VendorSettings | undefined = provider && {
    ...{ dir, host: HOST, ports },
    secret: secrets.password('provider'),
    callbackSecret: secrets.password('provider-callback'),
  };
  if (vendor && provider) writeProvidersFile(provider, vendor);
  const simulatorNow = () => simulatorEnv({ dir, ports, smppPassword, clock, vendor }, provider);
  const node = (name: string, app: string, port: number, env: () => NodeJS.ProcessEnv) =>
    ensemble.add((watch) =>
      startService({
        name,
        script: join(builtDir, 'apps', app, 'src', 'main.js'),
        port,
        env: () => ({ ...options.env, ...env() }),
        logFile: logFile(dir, name),
        readyTimeoutMs: READY_TIMEOUT_MS,
        ...watch(name),
      }),
    );

  const { brokers: count = 1 } = options;
  const cluster =
    count > 1
      ? await KafkaCluster.plan({ dir: join(dir, 'kafka'), logs: join(dir, 'logs'), brokers: count, log })
      : undefined;
  const [postgres, brokers, simulator, identityProvider] = await ensemble.all([
    ensemble.add((watch) =>
      startPostgres({
        dir: join(dir, 'postgres'),
        port: ports.postgres,
        logFile: logFile(dir, 'postgres'),
        log,
        ...watch('postgres'),
      }),
    ),
    ensemble.all(
      cluster
        ? Array.from({ length: count }, (_, index) =>
            ensemble.add((watch) => cluster.startBroker(index + 1, watch(`kafka-${index + 1}`))),
          )
        : [
            ensemble.add((watch) =>
              startKafka({
                dir: join(dir, 'kafka'),
                port: ports.kafka,
                logFile: logFile(dir, 'kafka'),
                log,
                ...watch('kafka'),
              }),
            ),
          ],
    ),
    node('simulator', 'smsc-simulator', ports.simulatorHttp, simulatorNow),
    node('identity-provider', 'identity-provider', ports.identityProvider, () =>
      identityProviderEnv({ dir, ports, oidcClientSecret }),
    ),
  ]);
  const kafka = brokers[0] as LocalKafka;
  const roles = [...SERVICE_TABLE.flatMap(({ role }) => role ?? []), CONSOLE_ROLE];
  const passwords = Object.fromEntries(roles.map((role) => [role, secrets.password(role)]));
  const plan = { superuserUrl: postgres.superuserUrl, database: DATABASE, roles: passwords };
  const databaseUrls = await provisionDatabase(plan);
  const around: Surroundings = {
    dir,
    ports,
    bootstrap: kafka.bootstrap,
    recipientSecret,
    databaseUrls,
    smppPassword,
    vendor,
    providersFile,
    exportSigningKey: secrets.exportSigningKey(),
    proofSigningKey: secrets.proofSigningKey(),
    pseudonymSecret: secrets.pseudonymSecret(),
    webhookSecretsKey: secrets.webhookSecretsKey(),
    clock,
    get issuer() {
      return options.env?.['OIDC_ISSUER'];
    },
  };
  const instancesOf = (name: ServiceName): Instance[] => [
    { name, port: ports[name], smppPort: ports.gatewaySmpp },
    ...(replicaPorts[name] ?? []).map((port, n) => ({
      name: replicaName(name, n),
      port,
      smppPort: replicaPorts.gatewaySmpp?.[n] ?? 0,
    })),
  ];
  const [console, ...replicas] = await ensemble.all([
    node('console', 'console', ports.console, () =>
      consoleEnv({ ...around, oidcClientSecret, sessionSecret: secrets.sessionSecret() }),
    ),
    ...SERVICE_TABLE.flatMap((row) =>
      instancesOf(row.name).map((instance) =>
        node(instance.name, row.name, instance.port, () => serviceEnv(row, around, instance)),
      ),
    ),
  ]);
  const byName = new Map(replicas.map((service) => [service.name, service]));
  const services = Object.fromEntries(SERVICE_TABLE.map(({ name }) => [name, byName.get(name)])) as Record<
    ServiceName,
    LocalService
  >;
  const of = (service: ServiceName) => instancesOf(service).flatMap(({ name }) => byName.get(name) ?? []);
  const dispatchers = of('dispatcher');
  return {
    ...{ postgres, kafka, brokers, network: cluster as ClusterNetwork | undefined },
    ...{ simulator, identityProvider, console, services, dispatchers, replicas, recipientSecret, providersFile },
    get provider() {
      return provider;
    },
    changeProvider: async (name: VendorName) => {
      if (!vendor) throw new LocalStackError('configuration-invalid', 'This stack reaches its operator by SMPP.');
      const users = [...dispatchers, ...of('inbound-mo')];
      await Promise.all(users.map((part) => part.stop()));
      writeProvidersFile((provider = name), vendor);
      await simulator.restart();
      await Promise.all(users.map((part) => part.restart()));
    },
  };
}

function logFile(dir: string, name: string): string {
  return join(dir, 'logs', `${name}.log`);
}
