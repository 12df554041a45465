import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../workspace.mjs';
import { APPS, PREFIX } from './images.mjs';
import { NAMESPACE } from './readiness.mjs';
import { home } from './steps.mjs';

export const OVERLAY = join(root, 'k8s', 'overlays', 'dev');

/** Every resource of the base has this label, and what the overlay puts around the services has not. */
const PARTS = { around: ['-l', 'app.kubernetes.io/part-of!=stopsms'], all: [] };

/** Applies the overlay, or the part of it that the services need to start, with the images of this build. */
export function applyTo(kubectl, tag, part) {
  const folder = join(home, 'overlay');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kustomization.yaml'), withImages(relative(folder, OVERLAY), tag));
  // A Job is never changed, and this one may run again: it makes what is not there.
  if (part === 'around') {
    kubectl.run('delete', 'job', 'provision-database', '-n', NAMESPACE, '--ignore-not-found', '--timeout=1m');
  }
  kubectl.run('apply', '-k', folder, ...PARTS[part]);
}

/** An overlay over k8s/overlays/dev, so that no file of the repository changes with each build. */
const withImages = (overlay, tag) =>
  [
    '# Made by node tools/run.mjs cluster.',
    'apiVersion: kustomize.config.k8s.io/v1beta1',
    'kind: Kustomization',
    `resources: [${JSON.stringify(overlay)}]`,
    'images:',
    ...APPS.map((app) => `  - { name: ${PREFIX}/${app}, newTag: ${JSON.stringify(tag)} }`),
    '',
  ].join('\n');
