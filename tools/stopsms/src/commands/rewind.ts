import { topicsReadBy } from '@stopsms/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { withBroker } from '../broker';
import { CliFault } from '../cli-fault';
import { say, table } from '../output';
import type { Surroundings } from '../surroundings';

/** Services that may read their topics again: any other would clear, send or report messages twice. */
const SERVICE = 'suppression';

interface Rewound {
  groupId: string;
  topic: string;
  /** Records from there to the end. */
  again: number;
  partitions: { partition: number; offset: string }[];
}

interface Options {
  to: number;
  yes?: boolean;
  json?: boolean;
}

export function rewindCommand(program: Command, { settings, output }: Surroundings): void {
  program
    .command('rewind')
    .description(
      'makes suppression read all records since an instant again, after a restore of its database; stop it first',
    )
    .requiredOption('--to <instant>', 'start of the backup, ISO 8601; rather too early', instant)
    .option('--yes', 'sets the offsets; without it they are only printed')
    .option('--json', 'for a program')
    .action(async ({ to, yes, json }: Options) => {
      await withBroker(settings, async ({ admin }) => {
        const rows: Rewound[] = [];
        for (const { name: topic, cleanup } of topicsReadBy(SERVICE)) {
          if (cleanup.policy === 'compact') continue;
          const groupId = `stopsms.${SERVICE}.${topic}`;
          const starts = await admin.fetchTopicOffsetsByTimestamp(topic, to);
          const ends = new Map((await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, high]));
          // Nothing as new as that: the end, where the broker says -1.
          const partitions = starts.map(({ partition, offset }) => ({
            partition,
            offset: Number(offset) < 0 ? (ends.get(partition) ?? '0') : offset,
          }));
          const again = partitions.reduce(
            (sum, { partition, offset }) => sum + Number(ends.get(partition)) - Number(offset),
            0,
          );
          rows.push({ groupId, topic, again, partitions });
        }
        const { groups } = await admin.describeGroups(rows.map(({ groupId }) => groupId));
        const busy = groups.filter(({ members }) => members.length > 0).map(({ groupId }) => groupId);
        if (yes && busy.length > 0)
          throw new CliFault('usage', `${SERVICE} is still running (${busy.join(', ')}). Stop all its replicas first.`);
        if (yes) for (const row of rows) await admin.setOffsets(row);
        say(output, json, rows, () => {
          const offsets = table(
            ['topic', 'records to read again'],
            rows.map(({ topic, again }) => [topic, again]),
          );
          return yes
            ? `${offsets}\nRewound: start ${SERVICE}.`
            : `${offsets}\nNothing is done yet: stop ${SERVICE}, then repeat with --yes.`;
        });
      });
    });
}

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at) || at > Date.now())
    throw new InvalidArgumentError('a past instant such as 2026-11-25T03:00:00Z is needed.');
  return at;
}
