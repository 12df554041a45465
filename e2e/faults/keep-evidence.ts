import { cpSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningStack } from '@stopsms/local-stack';
import type { SceneReport } from './scene';

/** @returns the folder with the logs, what was seen, and what was found wrong with it */
export function keepEvidence({ dir }: RunningStack, { violations, history }: SceneReport): string {
  // Beside the logs of the tests: a temporary folder may be in memory.
  const folder = mkdtempSync(join(process.env.STOPSMS_TEST_LOGS || realpathSync(tmpdir()), 'stopsms-faults-'));
  cpSync(join(dir, 'logs'), join(folder, 'logs'), { recursive: true });
  writeFileSync(join(folder, 'violations.json'), JSON.stringify(violations, null, 1));
  writeFileSync(join(folder, 'history.json'), JSON.stringify(history));
  return folder;
}
