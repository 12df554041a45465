import { type Edge, type Topic, SERVICES, outcomes, outcomesTopic, publisherTopic, topology } from '@stopsms/contracts';

const DAY_MS = 86_400_000;

const kept = ({ cleanup }: Topic): string =>
  cleanup.policy === 'compact' ? 'compacted, for ever' : `${cleanup.retentionMs / DAY_MS} days`;

const OF_PUBLISHER = {
  name: publisherTopic('<publisher>').name,
  description: 'The same, from another publisher.',
};

const rowOf = ({ topic, writer, readers }: Edge, from: string = writer): string[] => [
  `\`${topic.name}\``,
  topic.key.description,
  `${from} → ${readers.length === SERVICES.length ? 'all' : readers.join(', ')}`,
  kept(topic),
  topic.description,
];

/** Renders the topics as a Markdown table. */
export function topicTable(): string {
  const ofTopology = topology.flatMap((edge) => [
    rowOf(edge),
    ...(edge.open ? [rowOf({ ...edge, topic: { ...edge.topic, ...OF_PUBLISHER } }, 'that publisher')] : []),
  ]);
  const { name } = outcomesTopic('<publisher>');
  const toPublisher = [`\`${name}\``, outcomes.key.description, 'compliance → that publisher', kept(outcomes)];
  const rows = [...ofTopology, [...toPublisher, outcomes.description]];
  const cells = [['topic', 'key', 'writer → readers', 'retention', 'content'], ...rows];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
