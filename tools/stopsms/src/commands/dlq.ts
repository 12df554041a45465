import { type Topic, deadLetterOf } from '@stopsms/contracts';
import {
  type DeadLetterNote,
  type Survey,
  redactedKey,
  redactedValue,
  type Replayed,
  replayDeadLetters,
  surveyDeadLetters,
  whyNotReplayed,
} from '@stopsms/messaging';
import { type Command, InvalidArgumentError } from 'commander';
import { withBroker } from '../broker';
import { CliFault } from '../cli-fault';
import { readTopics, topicNamed } from '../dead-letters';
import { say, table } from '../output';
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
  const dlq = program.command('dlq').description('dead letters: records that a service could not handle');
  dlq
    .command('list [topic]')
    .description('counts by topic and cause, with the oldest and newest; replayed ones are counted separately')
    .option('--show <offset>', 'one record of the topic, without number and text', natural)
    .option('--reveal', 'with --show: the whole record, personal data included')
    .option('--json', 'for a program')
    .action((name: string | undefined, options: ListOptions) => list(around, name, options));
  dlq
    .command('replay <topic>')
    .description('publishes records to their topic again, each once; fix the cause first')
    .option('--from <offset>', 'only those from this offset of the dead-letter topic on', natural)
    .option('--only <code>', 'only those of this cause: malformed-record or handler-failed')
    .option('--dry-run', 'lists what would be replayed')
    .option('--yes', 'skips the confirmation')
    .option('--json', 'for a program')
    .action((name: string, options: ReplayOptions) => replayTopic(around, topicNamed(name, around.settings), options));
}

async function list({ settings, output }: Surroundings, name: string | undefined, options: ListOptions): Promise<void> {
  if (options.show !== undefined && name === undefined)
    throw new CliFault('usage', '--show needs a topic: stopsms dlq list <topic> --show <offset>.');
  const topics = name === undefined ? readTopics(settings) : [topicNamed(name, settings)];
  await withBroker(settings, async (broker) => {
    if (options.show !== undefined) {
      const [topic, wanted] = [topics[0] as Topic, String(options.show)];
      const survey = await surveyDeadLetters(broker, topic, { keep: ({ offset }) => offset === wanted });
      return show(output, topic, survey, options);
    }
    const rows: ReturnType<typeof summary> = [];
    for (const topic of topics) rows.push(...summary(topic, (await surveyDeadLetters(broker, topic)).notes));
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
function summary(topic: Topic, letters: DeadLetterNote[]) {
  const byCause = new Map<string, DeadLetterNote[]>();
  for (const letter of letters) {
    const cause = [letter.service, letter.code, letter.reason].join('\0');
    byCause.set(cause, [...(byCause.get(cause) ?? []), letter]);
  }
  return [...byCause.values()].map((same) => {
    const [first, last] = [same[0] as DeadLetterNote, same.at(-1) as DeadLetterNote];
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
  { notes, kept }: Survey,
  { show: offset, reveal, json }: ListOptions,
): void {
  const note = notes.find((each) => each.offset === String(offset));
  const record = kept.get(String(offset));
  if (!note || !record) throw new CliFault('usage', `${deadLetterOf(topic.name)} has no record at offset ${offset}.`);
  const text = (bytes: Buffer | null) => bytes?.toString('utf8') ?? null;
  const shown = {
    ...note,
    key: reveal ? text(record.key) : redactedKey(record.key),
    value: reveal ? text(record.value) : redactedValue(record.value),
    stack: record.headers?.['dlq_stack']?.toString(),
  };
  say(output, json, shown, () => JSON.stringify(shown, null, 2));
}

async function replayTopic({ settings, output }: Surroundings, topic: Topic, options: ReplayOptions): Promise<void> {
  const why = whyNotReplayed(topic);
  if (why !== undefined) throw new CliFault('usage', why);
  await withBroker(settings, async (broker) => {
    let would = 0;
    const { span, ...result } = await replayDeadLetters(broker, topic, {
      wants: ({ offset, code }) =>
        Number(offset) >= (options.from ?? 0) && (options.only === undefined || code === options.only),
      ...(options.dryRun && { dryRun: true }),
      mayGo: async ({ replayed, span: given, ...counts }) => {
        would = replayed;
        return options.yes || mayGo(output, topic, replayed, spanOf(given), leftOf(counts));
      },
      onProgress: (done) => output.note(`  ${done} of ${would}`),
    });
    const report = { topic: topic.name, ...result };
    const left = leftOf(result);
    if (result.replayed === 0 || options.dryRun) {
      say(
        output,
        options.json,
        { ...report, replayed: 0, wouldReplay: result.replayed },
        () => `${result.replayed} records would go to ${topic.name}${spanOf(span)}.${left}`,
      );
      return;
    }
    say(output, options.json, report, () => `${result.replayed} records went to ${topic.name}.${left}`);
  });
}

async function mayGo(
  output: Surroundings['output'],
  topic: Topic,
  count: number,
  span: string,
  left: string,
): Promise<true> {
  if (!output.confirm)
    throw new CliFault('usage', `${count} records would go to ${topic.name}${span}. Add --yes to replay them.`);
  if (!(await output.confirm(`Replay ${count} records to ${topic.name}${span}?${left}`)))
    throw new CliFault('usage', 'Nothing was replayed.');
  return true;
}

const spanOf = (span: { from: string; to: string } | undefined): string =>
  span ? ` (given up between ${span.from} and ${span.to})` : '';

const leftOf = ({ inJournal, undecodable }: Pick<Replayed, 'inJournal' | 'undecodable'>): string =>
  [
    inJournal > 0 ? ` ${inJournal} stay: the dispatcher's journal knows them, so the operator may have them.` : '',
    undecodable > 0
      ? ` ${undecodable} stay: they are batches that cannot be decoded; their writer publishes them again.`
      : '',
  ].join('');
