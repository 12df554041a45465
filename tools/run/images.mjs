import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPS } from './cluster/images.mjs';
import { build } from './build.mjs';
import { baseOf, pushImage } from './images/assemble.mjs';
import { collectFor } from './images/collected.mjs';
import { imagesComponent } from './images/component.mjs';
import { provenanceOf } from './images/provenance.mjs';
import { sign } from './images/sign.mjs';
import { refuse } from './flags.mjs';
import { root } from './workspace.mjs';

export const usage = {
  words: '<registry>',
  flags: {
    base: { value: 'image', about: 'another base than that of docker/Dockerfile, with amd64 and arm64' },
    apps: { value: 'names', about: 'only these, separated by commas' },
    sign: { about: 'sign the images and attest provenance and SBOM, with the identity of the workflow' },
    key: { value: 'file', about: 'sign with this key of cosign, without a public log' },
  },
  more: [
    'Needs crane; --sign needs cosign and syft. Writes dist/images: digests.json, kustomization.yaml (the images of an overlay by digest),',
    'provenance and SBOMs. Example: node tools/run.mjs images ghcr.io/acme/stopsms --sign',
  ],
};

export default async function images({ words: [registry], values }) {
  if (!registry) return refuse('images', 'name the registry, such as ghcr.io/acme/stopsms').exitCode;
  await build();
  const apps = values.apps?.split(',') ?? APPS;
  const folder = join(root, 'dist/images');
  mkdirSync(folder, { recursive: true });
  const base = baseOf(values.base);
  const collected = await collectFor(apps);
  const digests = Object.fromEntries(apps.map((app) => [app, pushImage({ app, registry, base, collected })]));
  writeFileSync(join(folder, 'digests.json'), `${JSON.stringify(digests, null, 2)}\n`);
  writeFileSync(join(folder, 'kustomization.yaml'), imagesComponent(registry, digests));
  writeFileSync(join(folder, 'provenance.json'), `${JSON.stringify(provenanceOf({ base }), null, 2)}\n`);
  if (values.sign || values.key) {
    for (const [app, digest] of Object.entries(digests)) sign(`${registry}/${app}@${digest}`, app, folder, values.key);
  }
  for (const [app, digest] of Object.entries(digests)) console.log(`${registry}/${app}@${digest}`);
  return 0;
}
