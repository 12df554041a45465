import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceName } from '@stopsms/contracts';
import type { Command } from 'commander';
import { CliFault } from '../cli-fault';
import { ask, askWell } from '../service-client';
import type { Replica, Settings } from '../settings';
import type { Surroundings } from '../surroundings';

const PATH = '/v1/recipient-generation';
const LIST_PATH = '/v1/opt-outs/republish';
const LOOK_EVERY_MS = 1_000;
/** Time that exceeds reading tables of ten million people and a restart after it. */
const PATIENCE_MS = 30 * 60_000;
/** Suppression last: then dispatchers use the new keys only, and all other services already make them. */
const ORDER: readonly ServiceName[] = ['campaign', 'inbound-mo', 'notification', 'compliance', 'suppression'];

interface Keys {
  generation: number;
  newest: number;
  canary: string;
}

interface Options {
  by?: string;
  yes?: boolean;
}

export function changeSecretCommand(program: Command, { settings, output }: Surroundings): void {
  program
    .command('change-secret')
    .description(
      'changes all services to the newest secret of STOPSMS_RECIPIENT_SECRET; adverts wait until the last one has changed',
    )
    .option('--by <name>', 'your name, for the record')
    .option('--yes', 'skips the confirmation')
    .action(async ({ by, yes }: Options) => {
      const to = await newestOfAll(settings);
      if (!by) throw new CliFault('usage', 'Add --by with your name.');
      const question = `Recipient keys become those of generation ${to}. This cannot be undone. Start?`;
      if (!yes && !output.confirm) throw new CliFault('usage', 'This cannot be undone. Add --yes to start.');
      if (!yes && !(await output.confirm?.(question))) throw new CliFault('usage', 'Nothing was started.');
      for (const service of ORDER) {
        await changed(settings, service, to, by, (text) => output.note(`  ${service} ${text}`));
      }
      output.answer(`Every recipient key is of generation ${to}.`);
    });
}

/** Asks all replicas that are named: one that lacked a secret would wait for ever for what the others say. */
async function newestOfAll(settings: Settings): Promise<number> {
  const responses = await Promise.all(
    settings.replicas
      .filter(({ service }) => ORDER.includes(service))
      .map(async (replica) => ({ replica, keys: await askWell<Keys>(settings, replica, PATH) })),
  );
  const newest = Math.max(...responses.map(({ keys }) => keys.newest));
  const canary = responses.find(({ keys }) => keys.newest === newest)?.keys.canary;
  const other = responses.find(({ keys }) => keys.newest !== newest || keys.canary !== canary);
  if (other)
    throw new CliFault(
      'wrong',
      `${other.replica.service} at ${other.replica.url} has other secrets than the rest: set the same <first>,<next> everywhere, and start each again.`,
    );
  if (newest === 0)
    throw new CliFault(
      'usage',
      'No service has a next secret: set STOPSMS_RECIPIENT_SECRET=<first>,<next> for all that have it.',
    );
  return newest;
}

async function changed(settings: Settings, service: ServiceName, to: number, by: string, note: (text: string) => void) {
  const replica = settings.replicas.find((each) => each.service === service) as Replica;
  const deadline = Date.now() + PATIENCE_MS;
  let said = '';
  const print = (text: string) => {
    if (text !== said) note(text);
    said = text;
  };
  for (;;) {
    const state = await stateOf(settings, replica, to, by).catch((error: unknown) => {
      if (error instanceof CliFault && error.kind === 'unreachable') return 'starts again';
      throw error;
    });
    print(state);
    if (state === 'done') return;
    if (Date.now() > deadline)
      throw new CliFault('unreachable', `${service} is not back: ${state}. Run change-secret again.`);
    await delay(LOOK_EVERY_MS);
  }
}

async function stateOf(settings: Settings, replica: Replica, to: number, by: string): Promise<string> {
  const { generation } = await askWell<Keys>(settings, replica, PATH);
  if (generation < to) {
    // Asked again and again: whatever broke off is taken up.
    await askWell(settings, replica, PATH, { generation: generation + 1, by });
    return 'changes its keys';
  }
  if (replica.service !== 'suppression') return 'done';
  const { body } = await ask<{ state: string; optOuts?: number }>(settings, replica, LIST_PATH);
  return body.state === 'under-way' ? `writes the list again: ${body.optOuts ?? 0}` : 'done';
}
