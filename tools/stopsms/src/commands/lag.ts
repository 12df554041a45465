import { setTimeout as delay } from 'node:timers/promises';
import { optOuts, smsRequested, topology } from '@stopsms/contracts';
import type { Broker } from '@stopsms/messaging';
import { type Command, InvalidArgumentError } from 'commander';
import { AssignerProtocol, type GroupDescription } from '@stopsms/kafka-client';
import { withBroker } from '../broker';
import { say, table } from '../output';
import type { Surroundings } from '../surroundings';
import { endsOf, viewsOf } from '../views';

/** `stopsms.<service>.<topic or group>`; followers and readers of a moment commit nothing. */
const SHARED = /^stopsms\.[a-z-]+\.(?!(?:read|follow)\.)/;
const CLEAR = '\u001b[2J\u001b[H';

interface Lag {
  group: string;
  topic: string;
  /** Undefined for a view that keeps its own offsets. */
  members: number | undefined;
  lag: number;
  /** Lag of the partition that is furthest behind. */
  worst: number;
  state: string;
}

export function lagCommand(program: Command, around: Surroundings): void {
  program
    .command('lag')
    .description('consumer lag by group and topic; of a dispatcher’s view as it reports it')
    .option('--watch [seconds]', 'repeats until Ctrl-C', seconds)
    .option('--json', 'for a program; with --watch one line each time')
    .action(async ({ watch, json }: { watch?: number | true; json?: boolean }) => {
      await withBroker(around.settings, async (broker) => {
        for (;;) {
          const rows = await lagOf(broker, around);
          if (watch && json) around.output.answer(JSON.stringify({ at: new Date().toISOString(), rows }));
          else say(around.output, json, rows, () => (watch ? CLEAR : '') + asTable(rows));
          if (!watch) return;
          await delay(watch === true ? 2_000 : watch * 1_000);
        }
      });
    });
}

async function lagOf({ admin }: Broker, { settings }: Surroundings): Promise<Lag[]> {
  const { groups } = await admin.listGroups();
  const ids = groups
    .map(({ groupId }) => groupId)
    .filter((id) => SHARED.test(id))
    .sort();
  const described = new Map((await admin.describeGroups(ids)).groups.map((group) => [group.groupId, group]));
  const ends = new Map<string, Map<number, { low: string; high: string }>>();
  const extentsOf = async (topic: string) => {
    const known =
      ends.get(topic) ?? new Map((await admin.fetchTopicOffsets(topic)).map((each) => [each.partition, each]));
    ends.set(topic, known);
    return known;
  };
  const rows: Lag[] = [];
  for (const group of ids) {
    const description = described.get(group);
    const topics = topicsOf(group, description, settings);
    for (const { topic, partitions } of topics.length > 0 ? await admin.fetchOffsets({ groupId: group, topics }) : []) {
      const extents = await extentsOf(topic);
      const behind = partitions.map(({ partition, offset }) => {
        const { low = '0', high = '0' } = extents.get(partition) ?? {};
        // What is below `low` has been deleted: nobody can read it any more.
        return Math.max(0, Number(high) - Math.max(Number(offset), Number(low)));
      });
      const { members = [], state = 'Unknown' } = description ?? {};
      rows.push({ group, topic, members: members.length, lag: sum(behind), worst: Math.max(0, ...behind), state });
    }
  }
  const views = await viewsOf(settings, await endsOf(admin));
  return [
    ...rows,
    ...views.map(({ url, ready, behind }): Lag => {
      const state = behind === undefined ? 'no answer' : ready ? 'ready' : 'adverts wait';
      return {
        group: `dispatcher view ${url}`,
        topic: optOuts.name,
        members: undefined,
        lag: behind ?? 0,
        worst: behind ?? 0,
        state,
      };
    }),
  ];
}

/** Topics assigned to the members, or else those that the name of the group says: a group that has committed nothing yet lags too. */
function topicsOf(
  group: string,
  description: GroupDescription | undefined,
  { publisherTopics }: Surroundings['settings'],
): string[] {
  const assigned = (description?.members ?? []).flatMap(({ memberAssignment }) => {
    const decoded = memberAssignment.length > 0 ? AssignerProtocol.MemberAssignment.decode(memberAssignment) : null;
    return Object.keys(decoded?.assignment ?? {});
  });
  const named = topology.map(({ topic }) => topic.name).filter((name) => group.endsWith(`.${name}`));
  const twins = named.includes(smsRequested.name) ? publisherTopics.map(({ name }) => name) : [];
  return [...new Set([...assigned, ...named, ...twins])].sort();
}

const asTable = (rows: Lag[]): string =>
  table(
    ['group', 'topic', 'members', 'lag', 'worst partition', 'state'],
    rows.map(({ group, topic, members, lag, worst, state }) => [group, topic, members, lag, worst, state]),
  );

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0);

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 0.5 && value <= 3_600)) throw new InvalidArgumentError('seconds from 0.5 to 3600 are needed.');
  return value;
}
