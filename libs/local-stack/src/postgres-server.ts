import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { type Daemon, type Exit, startDaemon } from './daemon';
import { type Part, startPart } from './part';
import { assertPortsFree, freePort } from './ports';
import { ensureCluster } from './postgres-cluster';
import { type PostgresHome, preparePostgresHome } from './postgres-home';

export interface PostgresOptions {
  /** Holds the data, which survives a restart, the superuser's password and the log. */
  dir: string;
  /** 0, the default, takes a free one and keeps it over restarts. */
  port?: number;
  logFile?: string;
  /** PEM: it offers TLS with this certificate. */
  certificate?: ServerCertificate;
  log?: (line: string) => void;
  /** Gives up the start. */
  signal?: AbortSignal;
  onUnexpectedExit?: (exit: Exit) => void;
}

export interface LocalPostgres extends Part {
  readonly port: number;
  /** `postgres://postgres:…@127.0.0.1:<port>/postgres` */
  readonly superuserUrl: string;
  /** Presents this certificate to new connections from now on; undefined: no TLS. */
  showCertificate(certificate: ServerCertificate | undefined): Promise<void>;
}

export interface ServerCertificate {
  cert: string;
  key: string;
}

const READY_TIMEOUT_MS = 60_000;

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path may be too long under a deep folder, and nothing here uses it.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
  synchronous_commit: 'on',
};

/**
 * Starts PostgreSQL 18 and waits until it answers a query.
 * @throws LocalStackError `platform-unsupported`, `folder-unsafe`, `port-taken`, `part-not-ready`
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const { dir, log = () => undefined } = options;
  const port = options.port || (await freePort());
  if (options.port) await assertPortsFree([{ port, by: 'PostgreSQL', variable: 'POSTGRES_PORT' }]);
  const home = preparePostgresHome(dir);
  const password = await ensureCluster(dir, home, log);
  const superuserUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;

  const part = await startPart({
    name: 'postgres',
    launch: () => launchPostgres(home, port, options.logFile ?? join(dir, 'postgres.log')),
    probe: () => answersQuery(superuserUrl),
    readyTimeoutMs: READY_TIMEOUT_MS,
    // After a SIGKILL its backends need a moment to notice that they are orphans.
    transient: /pre-existing shared memory block|lock file "postmaster\.pid" already exists/,
    signal: options.signal,
    onUnexpectedExit: options.onUnexpectedExit,
  });
  const showCertificate = async (certificate: ServerCertificate | undefined) => {
    if (certificate) writeCertificate(home, certificate);
    await once(superuserUrl, `ALTER SYSTEM SET ssl = ${certificate ? 'on' : 'off'}`);
    await once(superuserUrl, 'SELECT pg_reload_conf()');
  };
  if (options.certificate) await showCertificate(options.certificate);
  return Object.assign(part, { port, superuserUrl, showCertificate });
}

/** Writes the certificate to the server's default paths, owned by its user: it refuses a key that others may read. */
function writeCertificate({ dataDir, identity }: PostgresHome, { cert, key }: ServerCertificate): void {
  for (const [name, pem] of Object.entries({ 'server.crt': cert, 'server.key': key })) {
    const path = join(dataDir, name);
    writeFileSync(path, pem, { mode: 0o600 });
    if (identity) chownSync(path, identity.uid, identity.gid);
  }
}

function launchPostgres(home: PostgresHome, port: number, logFile: string): Promise<Daemon> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return startDaemon({
    command: join(home.nativeDir, 'bin', 'postgres'),
    args: ['-D', home.dataDir, '-p', String(port), ...settings],
    logFile,
    cwd: '/',
    // "Fast": ends sessions instead of waiting for them to leave.
    stopSignal: 'SIGINT',
    ...(home.identity && { identity: home.identity }),
  });
}

async function answersQuery(url: string): Promise<string | undefined> {
  try {
    await once(url, 'SELECT 1');
    return undefined;
  } catch (error) {
    return `no answer to a query (${(error as Error).message})`;
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
