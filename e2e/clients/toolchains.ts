import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchJars } from '@stopsms/local-stack';

/** Command that runs a client; its arguments follow. */
export interface Command {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
}

/** Builds the program in a folder from its pinned packages, once: the result outlasts the run and the clone. */
export interface Toolchain {
  /** Returns the reason why this machine cannot run the client; undefined if it can. */
  missing(folder: string): string | undefined;
  build(folder: string): Promise<Command>;
}

const run = promisify(execFile);

/** Starts quickly, and logs faults alone. */
const JVM = ['-XX:TieredStopAtLevel=1', '-Xmx128m', '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn'];

/** Folder of what was downloaded and built: `STOPSMS_CLIENTS`, or the user's cache. */
const cacheFolder = (): string =>
  process.env['STOPSMS_CLIENTS'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'stopsms-clients');

/** Runs `fill` with an empty folder, unless one of this content exists. An interrupted build leaves nothing that counts as one. */
async function once(contents: readonly string[], fill: (folder: string) => Promise<unknown>): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(contents)).digest('hex').slice(0, 12);
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  await fill(partial);
  if (existsSync(folder)) rmSync(partial, { recursive: true });
  else renameSync(partial, folder);
  return folder;
}

const firstLine = (text: string | null): string => (text ?? '').trim().split('\n')[0] ?? '';

/** A Go module with its `go.sum`. */
export const go: Toolchain = {
  missing: (cwd) => {
    const { error, status, stderr } = spawnSync('go', ['version'], { cwd, encoding: 'utf8' });
    if (error) return 'Go is not on the PATH';
    return status === 0 ? undefined : firstLine(stderr);
  },
  build: async (cwd) => {
    const sources = readdirSync(cwd).map((file) => readFileSync(join(cwd, file), 'utf8'));
    const version = (await run('go', ['version'], { cwd })).stdout;
    const folder = await once([...sources, version], (into) =>
      run('go', ['build', '-mod=readonly', '-o', join(into, 'client'), '.'], { cwd }),
    );
    return { command: join(folder, 'client'), args: [] };
  },
};

/** A script beside the exact versions of all its packages. */
export const python = (script: string): Toolchain => ({
  missing: () => {
    const { error, status } = spawnSync('python3', ['-c', 'import pip']);
    if (error) return 'python3 is not on the PATH';
    return status === 0 ? undefined : 'python3 has no pip (Debian: python3-pip)';
  },
  build: async (cwd) => {
    const requirements = join(cwd, 'requirements.txt');
    const version = (await run('python3', ['-VV'])).stdout;
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--requirement', requirements];
    const folder = await once([readFileSync(requirements, 'utf8'), version], (into) =>
      run('python3', ['-m', 'pip', 'install', ...options, '--target', into]),
    );
    return { command: 'python3', args: [join(cwd, script)], env: { PYTHONPATH: folder } };
  },
});

/** A source file beside the pom of its packages. Java and Maven are always there: the broker needs them. */
export const java = (source: string): Toolchain => ({
  missing: () => undefined,
  build: async (cwd) => {
    const doing = `Downloading the packages of ${source} (once)`;
    const jars = await fetchJars(join(cwd, 'pom.xml'), doing, cacheFolder());
    return { command: 'java', args: [...JVM, '-cp', join(jars, '*'), join(cwd, source)] };
  },
});

/** A script that uses a package of this repository's package-lock.json. */
export const node = (script: string): Toolchain => ({
  missing: () => undefined,
  build: async (cwd) => ({ command: process.execPath, args: [join(cwd, script)] }),
});
