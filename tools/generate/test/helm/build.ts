import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Manifest, documents } from '../built-manifests';

const K8S = join(__dirname, '../../../../k8s');
const go = (...args: string[]) => spawnSync('go', args, { cwd: __dirname, encoding: 'utf8' });

/** `HELM`, or helm of the version in go.mod, compiled once into the user's cache; undefined without Go. */
export const helm: string | undefined = process.env['HELM'] ?? compiled();

function compiled(): string | undefined {
  const { status, stdout: version } = go('version');
  if (status !== 0) return undefined;
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const sum = readFileSync(join(__dirname, 'go.sum'), 'utf8');
  const folder = join(
    cache,
    'stopsms-helm',
    createHash('sha256').update(sum).update(version).digest('hex').slice(0, 12),
  );
  const file = join(folder, 'helm');
  if (existsSync(file)) return file;
  process.stdout.write('Compiling Helm (once; minutes)\n');
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${process.pid}`;
  const built = go('build', '-mod=readonly', '-o', partial, 'helm.sh/helm/v4/cmd/helm');
  if (built.status !== 0) {
    process.stdout.write(`Helm could not be compiled: ${built.stderr.slice(-2000)}\n`);
    return undefined;
  }
  renameSync(partial, file);
  return file;
}

/** Runs helm with the chart: `run('lint', …)`. */
export const run = (command: string[], ...flags: string[]) =>
  spawnSync(helm as string, [...command, K8S, ...flags], { encoding: 'utf8', maxBuffer: 2 ** 26 });

export const valuesFile = (name: string): string => join(K8S, 'ci', `${name}-values.yaml`);

/** Manifests that a release of a name would apply. @throws Error with Helm's message */
export function template(values: string, { release = 'stopsms', set = {} as Record<string, string> } = {}): Manifest[] {
  const sets = Object.entries(set).flatMap(([path, value]) => ['--set-json', `${path}=${value}`]);
  const { status, stdout, stderr } = run(['template', release], '-n', 'stopsms', '-f', valuesFile(values), ...sets);
  if (status !== 0) throw new Error(stderr);
  return documents(stdout).filter((manifest) => manifest !== null);
}
