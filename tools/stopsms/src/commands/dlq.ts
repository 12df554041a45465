import { type Topic, deadLetterOf } from '@stopsms/contracts';
import { type Command, InvalidArgumentError } from 'commander';
import { withBroker } from '../broker';
import { CliFault } from '../cli-fault';
import { type DeadLetter, deadLettersOf, readTopics, topicNamed } from '../dead-letters';
import { say, table } from '../output';
import { redactedKey, redactedValue } from '../redact';
import { journalled, refuseCompacted, replay, submissionOf } from '../replay';
import type { Surroundings } from '../surroundings';

const natural = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is needed.');
  return Number(text);
};

interface ListOptions {
  show?: number;
  reveal?: boolean;
  json?: boolean;
}
interface ReplayOptions {
  from?: number;
  only?: string;
  dryRun?: boolean;
  yes?: boolean;
  json?: boolean;
}

export function dlqCommand(program: Command, around: Surroundings): void {
  const dlq = program.command('dlq').description('dead letters: records a service gave up on');
  dlq
    .command('list [topic]')
    .description('how many of each topic and cause, oldest and newest; those replayed are counted apart')
    .option('--show <offset>', 'one record of the topic, without number and text', natural)
    .option('--reveal', 'with --show: everything as it lies there, personal data too')
    .option('--json', 'for a program')
    .action((name: string | undefined, options: ListOptions) => list(around, name, options));
  dlq
    .command('replay <topic>')
    .description('produces records to the topic they came from, each once; mend the cause first')
    .option('--from <offset>', 'only those from this offset of the dead-letter topic on', natural)
    .option('--only <code>', 'only those of this cause: malformed-record or handler-failed')
    .option('--dry-run', 'tells what would be replayed')
    .option('--yes', 'does not ask')
    .option('--json', 'for a program')
    .action((name: string, options: ReplayOptions) => replayTopic(around, topicNamed(name, around.settings), options));
}

async function list({ settings, output }: Surroundings, name: string | undefined, options: ListOptions): Promise<void> {
  if (options.show !== undefined && name === undefined)
    throw new CliFault('usage', '--show needs a topic: stopsms dlq list <topic> --show <offset>.');
  const topics = name === undefined ? readTopics(settings) : [topicNamed(name, settings)];
  await withBroker(settings, async (broker) => {
    if (options.show !== undefined)
      return show(output, topics[0] as Topic, await deadLettersOf(broker, topics[0] as Topic), options);
    const rows: ReturnType<typeof summary> = [];
    for (const topic of topics) rows.push(...summary(topic, await deadLettersOf(broker, topic)));
    say(output, options.json, rows, () =>
      rows.length === 0
        ? 'No dead letters.'
        : table(
            ['topic', 'waiting', 'replayed', 'service', 'code', 'reason', 'oldest', 'newest', 'offsets'],
            rows.map((row) => [
              row.topic,
              row.waiting,
              row.replayed,
              row.service,
              row.code,
              row.reason,
              row.oldest,
              row.newest,
              row.offsets,
            ]),
          ),
    );
  });
}

/** One row for each cause. */
function summary(topic: Topic, letters: DeadLetter[]) {
  const byCause = new Map<string, DeadLetter[]>();
  for (const letter of letters) {
    const cause = [letter.service, letter.code, letter.reason].join('\0');
    byCause.set(cause, [...(byCause.get(cause) ?? []), letter]);
  }
  return [...byCause.values()].map((same) => {
    const [first, last] = [same[0] as DeadLetter, same.at(-1) as DeadLetter];
    const waiting = same.filter(({ replayed }) => !replayed).length;
    const { service, code, reason } = first;
    const offsets = first === last ? first.offset : `${first.offset}..${last.offset}`;
    return {
      topic: topic.name,
      waiting,
      replayed: same.length - waiting,
      service,
      code,
      reason,
      oldest: first.at,
      newest: last.at,
      offsets,
    };
  });
}

function show(
  output: Surroundings['output'],
  topic: Topic,
  letters: DeadLetter[],
  { show: offset, reveal, json }: ListOptions,
): void {
  const letter = letters.find((each) => each.offset === String(offset));
  if (!letter) throw new CliFault('usage', `${deadLetterOf(topic.name)} has no record at offset ${offset}.`);
  const { record, ...told } = letter;
  const text = (bytes: Buffer | null) => bytes?.toString('utf8') ?? null;
  const shown = {
    ...told,
    key: reveal ? text(record.key) : redactedKey(record.key),
    value: reveal ? text(record.value) : redactedValue(record.value),
    stack: record.headers?.['dlq_stack']?.toString(),
  };
  say(output, json, shown, () => JSON.stringify(shown, null, 2));
}

async function replayTopic({ settings, output }: Surroundings, topic: Topic, options: ReplayOptions): Promise<void> {
  refuseCompacted(topic);
  await withBroker(settings, async (broker) => {
    const all = await deadLettersOf(broker, topic);
    const chosen = all.filter(
      ({ offset, code, replayed }) =>
        !replayed && Number(offset) >= (options.from ?? 0) && (options.only === undefined || code === options.only),
    );
    const taken = await journalled(broker, topic, chosen);
    const wanted = chosen.filter((letter) => !taken.has(submissionOf(letter) ?? ''));
    const result = {
      topic: topic.name,
      replayed: wanted.length,
      inJournal: chosen.length - wanted.length,
      before: all.filter(({ replayed }) => replayed).length,
    };
    const left =
      result.inJournal > 0
        ? ` ${result.inJournal} stay: the dispatcher's journal knows them, so the operator may have them.`
        : '';
    const span = wanted.length > 0 ? ` (given up between ${wanted[0]?.at} and ${wanted.at(-1)?.at})` : '';
    if (wanted.length === 0 || options.dryRun) {
      say(
        output,
        options.json,
        { ...result, replayed: 0, wouldReplay: wanted.length },
        () => `${wanted.length} records would go to ${topic.name}${span}.${left}`,
      );
      return;
    }
    if (!options.yes) {
      if (!output.confirm)
        throw new CliFault('usage', `${wanted.length} records would go to ${topic.name}${span}. Say --yes to do it.`);
      if (!(await output.confirm(`Replay ${wanted.length} records to ${topic.name}${span}?${left}`)))
        throw new CliFault('usage', 'Nothing was replayed.');
    }
    await replay(broker, topic, wanted, (done) => output.note(`  ${done} of ${wanted.length}`));
    say(output, options.json, result, () => `${wanted.length} records went to ${topic.name}.${left}`);
  });
}
