import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServiceName, deadLetterOf, topology } from '@stopsms/contracts';
import type { VendorName } from '@stopsms/kernel';
import { type RunningStack, freeStackConfiguration, startStack } from '@stopsms/local-stack';
import { Tap } from '@stopsms/story';

/** A Tuesday, 10:00 in Paris: open there and in Réunion, still night in Guadeloupe. */
const CLOCK = '2026-11-24T09:00:00Z';

export interface OwnStack {
  stack: RunningStack;
  /** Stops everything and deletes the folder. */
  close(): Promise<void>;
}

export interface Stage extends OwnStack {
  /** Everything on every topic and dead-letter topic, as a plain consumer sees it. */
  tap: Tap;
}

/**
 * The whole product on free ports in a folder of its own.
 * @param replicas - of each service beside the first
 * @param brokers - of Kafka
 * @param builtDir - the built code, where it is not the repository's
 * @param env - settings for every service
 * @param provider - one with an HTTP API, instead of SMPP
 * @param nextSecret - whether its services have the recipient secret that comes after the first one
 */
export async function openStack({
  replicas = {} as Partial<Record<ServiceName, number>>,
  brokers = 1,
  builtDir = '',
  env = {} as NodeJS.ProcessEnv,
  nextSecret = false,
  provider = undefined as VendorName | undefined,
} = {}): Promise<OwnStack> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-e2e-'));
  // Root runs PostgreSQL as another user, who must get into this folder.
  chmodSync(dir, 0o711);
  if (nextSecret) {
    mkdirSync(join(dir, 'secrets'), { mode: 0o700 });
    const secrets = [1, 2].map(() => randomBytes(32).toString('base64'));
    writeFileSync(join(dir, 'secrets', 'recipient-secret'), secrets.join(), { mode: 0o600 });
  }
  const lines: string[] = [];
  const options = {
    dir,
    ...(await freeStackConfiguration(replicas)),
    ...(builtDir === '' ? {} : { builtDir }),
    env,
    provider,
    brokers,
    clock: `${CLOCK}@${new Date().toISOString()}`,
    log: (line: string) => void lines.push(line),
  };
  const stack = await startStack(options).catch((error: unknown) => {
    process.stdout.write(`${lines.join('\n')}\n`);
    throw error;
  });
  return {
    stack,
    close: async () => {
      await stack.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The same, with an outsider listening. */
export async function openStage(env: NodeJS.ProcessEnv = {}): Promise<Stage> {
  const { stack, close } = await openStack({ env });
  const tap = new Tap(stack.kafka.bootstrap);
  await tap.start(everyTopic());
  return {
    stack,
    tap,
    close: async () => {
      await tap.stop();
      await close();
    },
  };
}

/** Every topic, and the dead letters of those that somebody reads. */
export function everyTopic(): string[] {
  return topology.flatMap(({ topic: { name }, readers }) => [
    name,
    ...(readers.length > 0 ? [deadLetterOf(name)] : []),
  ]);
}
