import type { Command } from 'commander';
import { withBroker } from '../broker';
import { say, table } from '../output';
import { type OptOutView, endsOf, viewsOf } from '../views';
import type { Surroundings } from '../surroundings';

export function viewCommand(program: Command, { settings, output, wrong }: Surroundings): void {
  program
    .command('view')
    .description('opt-out view of each dispatcher, compared with the topic; exit code 1 if one holds adverts')
    .option('--json', 'for a program')
    .action(async ({ json }: { json?: boolean }) => {
      const ends = await withBroker(settings, ({ admin }) => endsOf(admin));
      const views = await viewsOf(settings, ends);
      if (views.some(({ ready }) => !ready)) wrong();
      say(output, json, views, () =>
        table(
          ['dispatcher', 'state', 'entries', 'bytes', 'behind', 'heartbeat', 'began with', 'detail'],
          views.map((view) => [
            view.url,
            view.ready ? 'ready' : 'ADVERTS WAIT',
            view.entries,
            view.bytes,
            view.behind,
            age(view),
            origin(view),
            view.problem,
          ]),
        ),
      );
    });
}

const age = ({ heartbeatAgeMs }: OptOutView) =>
  typeof heartbeatAgeMs === 'number' ? `${heartbeatAgeMs} ms` : undefined;
const origin = ({ snapshot }: OptOutView) =>
  snapshot === undefined ? undefined : snapshot.restored ? 'snapshot' : 'topic';
