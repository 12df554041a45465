import { join } from 'node:path';
import type { ServiceName } from '@stopsms/contracts';
import { type LocalKafka, startKafka } from '../kafka-broker';
import { assertPortsFree } from '../ports';
import { type LocalPostgres, startPostgres } from '../postgres-server';
import { provisionDatabase } from '../provision';
import { type LocalService, startService } from '../service-process';
import { workspaceRoot } from '../workspace';
import { portsWanted, type StackConfiguration, type StackPorts } from './configuration';
import { Ensemble } from './ensemble';
import { claimFolder } from './folder-claim';
import { Secrets } from './secrets';
import { SERVICE_TABLE, serviceEnv, simulatorEnv, type Surroundings } from './service-table';
import { chooseClock, noteShownTime } from './shown-time';

export interface StackOptions extends StackConfiguration {
  /** `STOPSMS_CLOCK`, where the caller insists; else real time or, outside lawful hours, the next lawful morning. */
  clock?: string | undefined;
  /** Told of each step as it ends, and of what goes wrong later. */
  log: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
  /** Called when a part has ended by itself and cannot be brought back. */
  onPartLost?: (name: string) => void;
}

export interface RunningStack {
  readonly dir: string;
  readonly ports: StackPorts;
  readonly kafka: LocalKafka;
  readonly postgres: LocalPostgres;
  readonly simulator: LocalService;
  readonly services: Record<ServiceName, LocalService>;
  /** `STOPSMS_CLOCK` as the services got it, for `clockFrom`; undefined is real time. */
  readonly clock: string | undefined;
  readonly recipientSecret: string;
  /** Services first, so that they can hand over what they hold; then the operator; then the broker and the database. */
  stop(): Promise<void>;
}

const DATABASE = 'stopsms';

/**
 * Starts the whole product on this machine: PostgreSQL, Kafka, the operator's simulator and the six services.
 * @throws LocalStackError saying what stands in the way, or the reason of `signal`; nothing is left running then
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
    await assertPortsFree(portsWanted(ports));
    options.signal?.throwIfAborted();
    const { setting: clock, because } = chooseClock(dir, new Date(), options.clock);
    log(because);
    endNotes = noteShownTime(dir, clock);
    return { dir, ports, clock, stop, ...(await startParts(ensemble, options, clock)) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(ensemble: Ensemble, { dir, ports, log }: StackOptions, clock: string | undefined) {
  const secrets = new Secrets(dir);
  const recipientSecret = secrets.recipientSecret();
  const smppPassword = secrets.smppPassword();
  const node = (name: string, app: string, port: number, env: NodeJS.ProcessEnv) =>
    ensemble.add((watch) =>
      startService({
        name,
        script: builtApp(app),
        port,
        env,
        logFile: logFile(dir, name),
        ...watch(name, 'bring back'),
      }),
    );

  const [postgres, kafka, simulator] = await ensemble.all([
    ensemble.add((watch) =>
      startPostgres({
        dir: join(dir, 'postgres'),
        port: ports.postgres,
        logFile: logFile(dir, 'postgres'),
        log,
        ...watch('postgres'),
      }),
    ),
    ensemble.add((watch) =>
      startKafka({
        dir: join(dir, 'kafka'),
        port: ports.kafka,
        logFile: logFile(dir, 'kafka'),
        log,
        ...watch('kafka'),
      }),
    ),
    node('simulator', 'smsc-simulator', ports.simulatorHttp, simulatorEnv({ ports, smppPassword, clock })),
  ]);
  const roles = SERVICE_TABLE.flatMap(({ role }) => (role ? [[role, secrets.password(role)]] : []));
  const plan = { superuserUrl: postgres.superuserUrl, database: DATABASE, roles: Object.fromEntries(roles) };
  const databaseUrls = await provisionDatabase(plan);
  const around: Surroundings = {
    ports,
    bootstrap: kafka.bootstrap,
    recipientSecret,
    databaseUrls,
    smppPassword,
    clock,
  };
  const services = await ensemble.all(
    SERVICE_TABLE.map((row) => node(row.name, row.name, ports[row.name], serviceEnv(row, around))),
  );
  const byName = Object.fromEntries(services.map((service) => [service.name, service])) as Record<
    ServiceName,
    LocalService
  >;
  return { postgres, kafka, simulator, services: byName, recipientSecret };
}

function builtApp(name: string): string {
  return join(workspaceRoot(), 'dist', 'apps', name, 'src', 'main.js');
}

function logFile(dir: string, name: string): string {
  return join(dir, 'logs', `${name}.log`);
}
