/** Returns a kustomize component with the images by digest, for `release/images` of an overlay. */
export const imagesComponent = (registry, digests) =>
  [
    '# Made by node tools/run.mjs images.',
    'apiVersion: kustomize.config.k8s.io/v1alpha1',
    'kind: Component',
    'images:',
    ...Object.entries(digests).map(
      ([app, digest]) => `  - { name: stopsms/${app}, newName: ${registry}/${app}, digest: ${JSON.stringify(digest)} }`,
    ),
    '',
  ].join('\n');
