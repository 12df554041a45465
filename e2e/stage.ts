import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topology } from '@stopsms/contracts';
import { type RunningStack, freeStackPorts, startStack } from '@stopsms/local-stack';
import { Tap } from '@stopsms/story';

/** A Tuesday, 10:00 in Paris: open there and in Réunion, still night in Guadeloupe. */
const CLOCK = '2026-11-24T09:00:00Z';

export interface Stage {
  stack: RunningStack;
  /** Everything on every topic and dead-letter topic, as a plain consumer sees it. */
  tap: Tap;
  close(): Promise<void>;
}

/** The whole product on free ports in a folder of its own, with an outsider listening. */
export async function openStage(): Promise<Stage> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-e2e-'));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  const lines: string[] = [];
  const options = {
    dir,
    ports: await freeStackPorts(),
    clock: `${CLOCK}@${new Date().toISOString()}`,
    log: (line: string) => void lines.push(line),
  };
  const stack = await startStack(options).catch((error: unknown) => {
    process.stdout.write(`${lines.join('\n')}\n`);
    throw error;
  });
  const tap = new Tap(stack.kafka.bootstrap);
  await tap.start(topology.flatMap(({ topic }) => [topic.name, `${topic.name}.dlq`]));
  return {
    stack,
    tap,
    close: async () => {
      await tap.stop();
      await stack.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
