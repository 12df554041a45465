import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresHome } from './postgres-home';

/**
 * Creates the database cluster if there is none: aside and then renamed, so that an interrupted one is never used.
 * @returns the superuser's password, which is kept in `<dir>/superuser-password`
 */
export async function ensureCluster(dir: string, home: PostgresHome, log: (line: string) => void): Promise<string> {
  const passwordFile = join(dir, 'superuser-password');
  if (existsSync(home.dataDir)) return readFileSync(passwordFile, 'utf8');

  log('PostgreSQL: creating the database cluster');
  const password = randomBytes(18).toString('hex');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const draft = `${home.dataDir}.partial`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  await initdb(home, draft, password);
  renameSync(draft, home.dataDir);
  return password;
}

async function initdb({ nativeDir, identity }: PostgresHome, dataDir: string, password: string): Promise<void> {
  // Beside the data, where the user who runs initdb can read it.
  const passwordFile = join(dirname(dataDir), 'initdb-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity) for (const path of [dataDir, passwordFile]) chownSync(path, identity.uid, identity.gid);
  // The built-in locale needs nothing of the operating system's and sorts the same on every machine.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const args = [`--pgdata=${dataDir}`, '--no-instructions', '--no-sync', ...locale, ...access];
  try {
    await promisify(execFile)(join(nativeDir, 'bin', 'initdb'), args, { cwd: '/', ...identity });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
