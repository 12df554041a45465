import { ensureTopics, topicDifferences } from '@stopsms/messaging';
import { type Command, InvalidArgumentError } from 'commander';
import { withBroker } from '../broker';
import { say, table } from '../output';
import type { Surroundings } from '../surroundings';

export function topicsCommand(program: Command, { settings, output, wrong }: Surroundings): void {
  const topics = program
    .command('topics')
    .description('topics of the platform on the broker, including those of publishers');
  topics
    .command('diff')
    .description('differences between broker and topology; exit code 1 if there are any')
    .option('--replication <copies>', 'copies each partition must have (default: as the broker makes them)', copies)
    .option('--json', 'for a program')
    .action(async ({ replication, json }: { replication?: number; json?: boolean }) => {
      const found = await withBroker(settings, ({ admin }) =>
        topicDifferences(admin, replication, [...settings.publisherTopics, ...settings.outcomeTopics]),
      );
      if (found.length > 0) wrong();
      say(output, json, found, () =>
        found.length === 0
          ? 'Every topic is as the topology says.'
          : table(
              ['topic', 'what', 'wanted', 'found'],
              found.map(({ topic, what, wanted, found: is }) => [topic, what, wanted, is]),
            ),
      );
    });
  topics
    .command('create')
    .description('creates missing topics, as each service does at its start; changes no existing topic')
    .action(async () => {
      await withBroker(settings, ({ admin }) =>
        ensureTopics(admin, [...settings.publisherTopics, ...settings.outcomeTopics]),
      );
      output.answer('All topics exist.');
    });
}

function copies(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('a number from 1 to 99 is needed.');
  return Number(text);
}
