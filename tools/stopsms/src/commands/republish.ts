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
    .description('writes every opt-out and number state to Kafka again; no advert leaves until it is finished')
    .option('--by <name>', 'who asks for it')
    .option('--reason <text>', 'why, for whoever asks later')
    .option('--yes', 'does not ask; without it, what is under way is followed')
    .option('--json', 'for a program')
    .action(async ({ by, reason, yes, json }: Options) => {
      let now = await askOne<Republication>(settings, 'suppression', PATH);
      if (now.state !== 'under-way') {
        if (!by || !reason) throw new CliFault('usage', 'None is under way. To begin one, say --by and --reason.');
        const question = 'No advert leaves until every opt-out is on Kafka again. Begin?';
        if (!yes && !output.confirm) throw new CliFault('usage', 'No advert leaves meanwhile. Say --yes to begin.');
        if (!yes && !(await output.confirm?.(question))) throw new CliFault('usage', 'Nothing was begun.');
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
