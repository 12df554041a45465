import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LocalStackError } from './local-stack-error';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries';

export interface Identity {
  uid: number;
  gid: number;
}

/** Folders and user of PostgreSQL. */
export interface PostgresHome {
  nativeDir: string;
  dataDir: string;
  /** Set when this process is root, as which PostgreSQL refuses to run. */
  identity?: Identity;
}

/**
 * Root hands PostgreSQL to the user `postgres`, or `nobody` where there is none. If that user cannot reach the
 * repository (it lies under /root, say), programs and data live under /var/tmp, with `<dir>/data` a link to the latter.
 * @throws LocalStackError `platform-unsupported`, or `folder-unsafe` if somebody else made that folder first
 */
export function preparePostgresHome(dir: string): PostgresHome {
  const binaries = findPostgresBinaries();
  const home = { nativeDir: binaries.nativeDir, dataDir: join(dir, 'data') };
  mkdirSync(dir, { recursive: true });
  if (process.getuid?.() !== 0) return home;

  const identity = unprivilegedUser();
  chmodSync(dir, 0o711);
  const reachable = canReach(dir, identity) && canReach(join(home.nativeDir, 'bin', 'postgres'), identity);
  return { ...(reachable ? home : moveToVarTmp(dir, binaries)), identity };
}

function unprivilegedUser(): Identity {
  for (const user of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new LocalStackError(
    'platform-unsupported',
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody. Run this as an ordinary user.',
  );
}

function canReach(path: string, identity: Identity): boolean {
  return spawnSync('test', ['-x', path], { ...identity, cwd: '/' }).status === 0;
}

function moveToVarTmp(dir: string, { nativeDir, version }: PostgresBinaries): PostgresHome {
  const home = join('/var/tmp', `stopsms-postgres-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`);
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(home);
  if (uid !== 0 || isLink(home)) {
    throw new LocalStackError(
      'folder-unsafe',
      `${home} was made by another user (uid ${uid}). Delete it, then start again.`,
    );
  }
  const copy = join(home, `native-${version}`);
  if (!existsSync(copy)) {
    cpSync(nativeDir, `${copy}.partial`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${copy}.partial`, copy);
  }
  const dataDir = join(home, 'data');
  if (!isLink(join(dir, 'data'))) {
    // `dir` is new, so data found here belongs to a deleted one.
    rmSync(dataDir, { recursive: true, force: true });
    symlinkSync(dataDir, join(dir, 'data'));
  }
  return { nativeDir: copy, dataDir };
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
