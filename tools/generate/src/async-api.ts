import {
  type Edge,
  type ServiceName,
  SERVICES,
  type Topic,
  outcomes,
  outcomesTopic,
  publisherTopic,
  topology,
} from '@stopsms/contracts';
import { FRAME_HEADER } from '@stopsms/messaging';
import { stringify } from 'yaml';

const ref = (path: string) => ({ $ref: `#/${path}` });
const identifier = (topic: Topic): string => topic.name.replaceAll('.', '_').replaceAll('-', '_');

const TOPICS: readonly Topic[] = [...topology.map(({ topic }) => topic), outcomes];

/** AsyncAPI 3.0 of every topic: https://www.asyncapi.com/docs/reference/specification/v3.0.0 */
export function asyncApi(): string {
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'STOP SMS',
      version: '1.0.0',
      description:
        'Topics of STOP SMS. To send an SMS, publish to your own sms.requested.v1.{publisher}; read its outcome from compliance.outcomes.v1.{publisher}. Ignore unknown fields.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([...topology.flatMap((edge) => channels(edge)), outcomesChannel()]),
    operations: Object.fromEntries([
      ...SERVICES.flatMap((service) => topology.flatMap((edge) => operations(service, edge))),
      ...operations('compliance', { topic: outcomes, writer: 'compliance', readers: [] }),
    ]),
    components: {
      messages: Object.fromEntries(TOPICS.flatMap(messages)),
      schemas: Object.fromEntries(TOPICS.map((topic) => [identifier(topic), plain(topic.value)])),
      messageTraits: { cloudEvents: { headers: cloudEventHeaders } },
    },
  };
  return stringify(document, { lineWidth: 120, aliasDuplicateObjects: false });
}

const publishersOf = (topic: Topic): string => `${identifier(topic)}_publishers`;

function channels({ topic, open }: Edge): [string, object][] {
  if (!open) return [[identifier(topic), channel(topic)]];
  const { name } = publisherTopic('{publisher}');
  const each = {
    ...channel(topic),
    address: name,
    description: `The same for one publisher: its own topic, to which no other publisher may write. ${name}.dlq contains records that could not be read.`,
    parameters: { publisher: { description: 'name of the publisher in PUBLISHERS of compliance' } },
  };
  return [
    [identifier(topic), channel(topic)],
    [publishersOf(topic), each],
  ];
}

/** One of each publisher, and none for all. */
const outcomesChannel = (): [string, object] => [
  identifier(outcomes),
  {
    ...channel(outcomes),
    address: outcomesTopic('{publisher}').name,
    description: `${outcomes.description} Contains the messages of one publisher, the only one that may read it.`,
    parameters: { publisher: { description: 'name of the publisher in PUBLISHERS of compliance' } },
  },
];

function channel(topic: Topic) {
  return {
    address: topic.name,
    description: topic.description,
    messages: {
      record: ref(`components/messages/${identifier(topic)}`),
      ...(topic.framedBy !== undefined && { frame: ref(`components/messages/${identifier(topic)}_frame`) }),
    },
    bindings: {
      kafka: {
        partitions: topic.partitions,
        topicConfiguration: {
          'cleanup.policy': [topic.cleanup.policy],
          ...(topic.cleanup.policy === 'delete' ? { 'retention.ms': topic.cleanup.retentionMs } : {}),
        },
      },
    },
  };
}

function operations(service: ServiceName, { topic, writer, open, readers }: Edge): [string, object][] {
  const action = (verb: 'send' | 'receive', on = identifier(topic)): [string, object] => [
    `${service.replace('-', '_')}_${verb}s_${on}`,
    { action: verb, channel: ref(`channels/${on}`), tags: [{ name: service }] },
  ];
  const read = open ? [action('receive'), action('receive', publishersOf(topic))] : [action('receive')];
  return [...(writer === service ? [action('send')] : []), ...(readers.includes(service) ? read : [])];
}

function messages(topic: Topic): [string, object][] {
  const one: [string, object] = [identifier(topic), message(topic)];
  return topic.framedBy === undefined ? [one] : [one, [`${identifier(topic)}_frame`, frame(topic)]];
}

/** As decision 0040 has it: each of `messages`, laid over `shared`, is a message. */
function frame(topic: Topic) {
  const fields = plain(topic.value) as { properties: Record<string, object> };
  const some = { type: 'object', properties: fields.properties };
  return {
    name: `${topic.type}.frame`,
    contentType: 'application/json',
    description:
      'Messages that were handled together. Each element of `messages`, merged over `shared`, is one message; the record has no key.',
    headers: {
      type: 'object',
      required: [FRAME_HEADER],
      properties: { [FRAME_HEADER]: { type: 'string', description: 'number of messages', pattern: '^[0-9]+$' } },
    },
    payload: {
      type: 'object',
      required: ['shared', 'messages'],
      properties: {
        shared: { ...some, description: 'fields with the same value in every message' },
        messages: { type: 'array', minItems: 1, items: some },
        traces: {
          type: 'object',
          description: 'W3C trace contexts of the recorded messages, by index from 0',
          additionalProperties: text,
        },
      },
    },
  };
}

function message(topic: Topic) {
  return {
    name: topic.type,
    contentType: 'application/json',
    traits: [ref('components/messageTraits/cloudEvents')],
    payload: ref(`components/schemas/${identifier(topic)}`),
    bindings: { kafka: { key: { type: 'string', ...topic.key } } },
  };
}

const text = { type: 'string' };
const cloudEventHeaders = {
  type: 'object',
  properties: {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: text,
    ce_type: text,
    ce_source: text,
    ce_time: { type: 'string', format: 'date-time' },
    traceparent: text,
  },
};

/** TypeBox schemas are JSON Schema plus symbols; a copy through JSON leaves the schema alone. */
const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));
