import type { Command } from 'commander';
import { say } from '../output';
import { askOne } from '../service-client';
import type { Surroundings } from '../surroundings';

interface Why {
  blocked: boolean;
  explanation: string;
  lift?: string;
}

export function whyBlockedCommand(program: Command, { settings, output }: Surroundings): void {
  program
    .command('why-blocked <number>')
    .description('reason why adverts of an advertiser are blocked for a number, since when, and what would lift it')
    .requiredOption('--advertiser <id>', 'id of the advertiser, or its name if no other has it')
    .option('--json', 'for a program: with the evidence')
    .action(async (number: string, { advertiser, json }: { advertiser: string; json?: boolean }) => {
      const asked = { phone: number, advertiserId: advertiser };
      const why = await askOne<Why>(settings, 'suppression', '/v1/why-blocked', asked);
      say(output, json, why, () =>
        [
          why.blocked ? 'Blocked.' : 'Not blocked.',
          why.explanation,
          ...(why.lift ? [`What would lift it: ${why.lift}`] : []),
        ].join('\n'),
      );
    });
}
