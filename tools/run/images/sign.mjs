import { join } from 'node:path';
import { run } from './run.mjs';

/**
 * Signs an image, and attests its provenance and a CycloneDX SBOM of each platform.
 * @param key - file of a key; without it the identity of the workflow signs, and the public log records it
 */
export function sign(image, app, folder, key) {
  const by = key ? ['--key', key, '--tlog-upload=false', '--use-signing-config=false'] : ['--yes'];
  run('cosign', ['sign', ...by, '--recursive', image]);
  run('cosign', ['attest', ...by, '--type', 'slsaprovenance1', '--predicate', join(folder, 'provenance.json'), image]);
  const { manifests } = JSON.parse(run('crane', ['manifest', image]));
  for (const { digest, platform } of manifests) {
    const sbom = join(folder, `${app}-${platform.architecture}.cdx.json`);
    const single = `${image.split('@')[0]}@${digest}`;
    run('syft', ['scan', `registry:${single}`, '-o', `cyclonedx-json=${sbom}`, '-q']);
    run('cosign', ['attest', ...by, '--type', 'cyclonedx', '--predicate', sbom, single]);
  }
}
