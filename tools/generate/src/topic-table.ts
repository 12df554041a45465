import { type Topic, SERVICES, topology } from '@stopsms/contracts';

const DAY_MS = 86_400_000;

const kept = ({ cleanup }: Topic): string =>
  cleanup.policy === 'compact' ? 'compacted, for ever' : `${cleanup.retentionMs / DAY_MS} days`;

/** The topics as a Markdown table. */
export function topicTable(): string {
  const rows = topology.map(({ topic, writer, open, readers }) => [
    `\`${topic.name}\``,
    topic.key.description,
    `${writer}${open ? ' and any internal service' : ''} → ${readers.length === SERVICES.length ? 'all' : readers.join(', ')}`,
    kept(topic),
    topic.description,
  ]);
  const cells = [['topic', 'key', 'writer → readers', 'kept', 'what it says'], ...rows];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: string[]) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
