import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { CliFault } from '../cli-fault';
import { say } from '../output';
import { askOne } from '../service-client';
import type { Surroundings } from '../surroundings';

const PATH = '/v1/opt-outs/republish';
const LOOK_EVERY_MS = 1_000;

interface Republication {
  state: 'under-way' | 'finished' | 'none';
  optOuts: number;
  numberStates: number;
}

interface Options {
  by?: string;
  reason?: string;
  yes?: boolean;
  json?: boolean;
}

export function republishCommand(program: Command, { settings, output }: Surroundings): void {
  program
    .command('republish')
    .description('writes every opt-out and number state to Kafka again; no advert is sent until it is finished')
    .option('--by <name>', 'your name, for the record; without it, a republication in progress is followed')
    .option('--reason <text>', 'reason, for the record')
    .option('--yes', 'skips the confirmation')
    .option('--json', 'for a program')
    .action(async ({ by, reason, yes, json }: Options) => {
      let now = await askOne<Republication>(settings, 'suppression', PATH);
      if (now.state !== 'under-way') {
        if (!by || !reason)
          throw new CliFault('usage', 'No republication is in progress. To start one, add --by and --reason.');
        const question = 'No advert is sent until every opt-out is on Kafka again. Start?';
        if (!yes && !output.confirm) throw new CliFault('usage', 'No advert is sent meanwhile. Add --yes to start.');
        if (!yes && !(await output.confirm?.(question))) throw new CliFault('usage', 'Nothing was started.');
        now = await askOne<Republication>(settings, 'suppression', PATH, { by, reason });
      }
      while (now.state === 'under-way') {
        output.note(`  ${now.optOuts} opt-outs, ${now.numberStates} number states`);
        await delay(LOOK_EVERY_MS);
        now = await askOne<Republication>(settings, 'suppression', PATH);
      }
      say(output, json, now, () => `${now.optOuts} opt-outs and ${now.numberStates} number states are on Kafka again.`);
    });
}
