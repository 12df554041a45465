import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalKafka, type LocalPostgres, startKafka, startPostgres } from '@stopsms/local-stack';
import type { TestKafka, TestPart, TestPostgres } from './test-part';

export async function startEmbeddedKafka(): Promise<TestKafka> {
  const dir = temporaryFolder('kafka');
  const kafka = await startKafka({ dir });
  return { ...embedded(kafka, dir), bootstrap: kafka.bootstrap };
}

export async function startEmbeddedPostgres(): Promise<TestPostgres> {
  const dir = temporaryFolder('postgres');
  const postgres = await startPostgres({ dir });
  return { ...embedded(postgres, dir), superuserUrl: postgres.superuserUrl };
}

function embedded(part: LocalKafka | LocalPostgres, dir: string): TestPart {
  return {
    kind: 'embedded',
    kill: part.kill,
    restart: part.restart,
    stop: async () => {
      await part.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function temporaryFolder(name: string): string {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), `stopsms-${name}-`));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  return dir;
}
