import { SERVICES, httpCalls, outcomesTopic, publisherTopic, topology } from '@stopsms/contracts';

/** Number of readers of a topic that is left out: its arrows would cross all others. */
const READ_BY_ALL = SERVICES.length;

const node = (service: string): string => service.replace('-', '_');

/** Renders the flow as Mermaid: services, an arrow for each topic and reader, a dotted one for each HTTP call. */
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
    ...httpCalls.map(({ caller, callee, purpose }) => `  ${node(caller)} -.->|HTTP: ${purpose}| ${node(callee)}`),
    `  compliance -->|${outcomesTopic('*').name}| publishers`,
    '  dispatcher -->|submit_sm| operator',
    '  operator -->|deliver_sm| inbound_mo',
    '```',
  ].join('\n');
}
