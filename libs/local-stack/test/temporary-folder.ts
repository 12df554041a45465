import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test file, deleted after its tests. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-local-stack-'));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
