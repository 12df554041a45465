import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const ROOT = join(__dirname, '../../..');

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  // What differs from kind to kind is held against the API's own types in `api-types.ts`.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}

/** Builder that is present: kustomize itself, or kubectl, which contains it. */
const builder = [['kustomize', 'build'] as const, ['kubectl', 'kustomize'] as const].find(
  ([command, verb]) => spawnSync(command, [verb, '--help']).status === 0,
);

/** True if overlays can be built; otherwise files are checked one by one. */
export const canBuild = builder !== undefined;

/** Returns the manifests that `kubectl apply -k <folder>` would send. */
export function build(folder: string): Manifest[] {
  if (!builder) throw new Error('Neither kustomize nor kubectl is on the PATH');
  const [command, verb] = builder;
  const { status, stdout, stderr } = spawnSync(command, [verb, join(ROOT, folder)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(`${folder} cannot be built: ${stderr}`);
  return documents(stdout);
}

/** All whole resources in the files under `k8s/`; patches, which are parts of some, are left out. */
export function sources(): Manifest[] {
  return readdirSync(join(ROOT, 'k8s'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/kustomization.yaml'))
    .flatMap((path) => {
      const folder = join(ROOT, 'k8s', path, '..');
      const { resources = [] } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as {
        resources?: string[];
      };
      const files = resources.filter((resource) => resource.endsWith('.yaml'));
      return files.flatMap((file) => documents(readFileSync(join(folder, file), 'utf8')));
    });
}

export const documents = (text: string): Manifest[] =>
  parseAllDocuments(text).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS() as Manifest;
  });
