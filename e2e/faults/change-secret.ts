import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { workspaceRoot } from '@stopsms/local-stack';
import type { PartName } from './fault-plan';
import type { Scene } from './scene';

/** A campaign should be under way when it begins. */
const BEFORE_MS = 5_000;
const SERVICES = ['campaign', 'compliance', 'inbound-mo', 'notification', 'suppression'] as const;

/**
 * The recipient secret is changed by the command that an operator has, while compliance, suppression (before its tables are changed, and
 * while it writes the list) and two dispatchers one after the other are killed.
 * @returns how often each was
 */
export async function changeSecret({ stack, inflictor, say }: Scene): Promise<Record<string, number>> {
  await pause(BEFORE_MS);
  const killed: Record<string, number> = {};
  const killing: Promise<void>[] = [];
  /** Once: whoever is killed says the same again. */
  const kill = (part: PartName, afterMs: number, when: string) => {
    const name = `kill ${part} ${when}`;
    if (killed[name]) return;
    killed[name] = 1;
    killing.push(pause(afterMs).then(() => inflictor.inflict({ kind: 'kill', part, downMs: 500 })));
  };
  const noted = (line: string) => {
    say(`change-secret: ${line.trim()}`);
    if (/compliance changes/.test(line)) kill('compliance', 0, 'while its keys are changed');
    if (/suppression changes/.test(line)) {
      kill('suppression', 4_000, 'while it rests');
      kill('dispatcher', 9_000, 'before the list moves');
    }
    if (/suppression writes/.test(line)) {
      kill('suppression', 100, 'while it writes the list');
      kill('dispatcher-2', 0, 'while the list moves');
    }
  };
  const urls = SERVICES.map((name) => [`${name.toUpperCase().replace('-', '_')}_URL`, stack.services[name].url]);
  const env = {
    ...process.env,
    KAFKA_BROKERS: stack.kafka.bootstrap,
    ...Object.fromEntries(urls),
  } as NodeJS.ProcessEnv;
  const command = join(workspaceRoot(), 'tools/stopsms/bin.mjs');
  const changing = spawn(process.execPath, [command, 'change-secret', '--by', 'anne', '--yes'], { env });
  createInterface({ input: changing.stderr }).on('line', noted);
  const [code] = (await once(changing, 'close')) as [number];
  await Promise.all(killing);
  if (code !== 0) throw new Error(`change-secret ended with ${code}`);
  say('the secret is changed');
  return killed;
}
