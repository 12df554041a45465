import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { revision } from '../compose/settings.mjs';
import { root } from '../workspace.mjs';

/** Returns the predicate of SLSA provenance 1; cosign adds the subject, an image by digest. */
export function provenanceOf({ base }, env = process.env) {
  const repository = env.GITHUB_REPOSITORY ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}` : 'file:.';
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const [name, digest] = base.split('@sha256:');
  return {
    buildDefinition: {
      buildType: `${repository}/blob/main/docs/containers.md#releases`,
      externalParameters: { repository, ref: env.GITHUB_REF ?? 'local' },
      resolvedDependencies: [
        { uri: `git+${repository}`, digest: { gitCommit: revision().REVISION ?? 'unknown' } },
        { uri: `docker://${name}`, digest: { sha256: digest } },
        { uri: 'package-lock.json', digest: { sha256: lock } },
      ],
    },
    runDetails: {
      builder: { id: env.GITHUB_WORKFLOW_REF ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_WORKFLOW_REF}` : 'local' },
      metadata: { invocationId: env.GITHUB_RUN_ID ? `${repository}/actions/runs/${env.GITHUB_RUN_ID}` : 'local' },
    },
  };
}
