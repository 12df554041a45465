import { SERVICES, outcomesTopic, publisherTopic, topology } from '@stopsms/contracts';

/** A reader of everything would cross every other arrow. */
const READ_BY_ALL = SERVICES.length;

const node = (service: string): string => service.replace('-', '_');

/** The message graph as Mermaid: services, and an arrow for each topic and reader. */
export function flowDiagram(): string {
  const arrows = topology
    .filter(({ readers }) => readers.length < READ_BY_ALL)
    .flatMap(({ topic, writer, open, readers }) =>
      [[node(writer), topic.name], ...(open ? [['publishers', publisherTopic('*').name]] : [])].flatMap(
        ([from, name]) => readers.map((reader) => `  ${from} -->|${name}| ${node(reader)}`),
      ),
    );
  return [
    '```mermaid',
    'flowchart LR',
    ...SERVICES.map((service) => `  ${node(service)}[${service}]`),
    '  publishers{{other publishers}}',
    '  operator([operator, SMPP])',
    ...arrows,
    `  compliance -->|${outcomesTopic('*').name}| publishers`,
    '  dispatcher -->|submit_sm| operator',
    '  operator -->|deliver_sm| inbound_mo',
    '```',
  ].join('\n');
}
