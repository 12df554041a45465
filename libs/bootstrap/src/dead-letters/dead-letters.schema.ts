import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { answer, bodyDto, cursorField, instantAnswer, pageAnswer, pageLimit } from '@stopsms/http';
import { z } from 'zod';

/** Kafka's offsets are 64 bits. */
const offsetField = z.string().regex(/^\d{1,19}$/, 'must be an offset, e.g. "12"');
const MAX_CHOSEN = 1_000;

const cause = z.strictObject({
  service: z.string().describe('Service that could not handle the records.'),
  code: z.string().describe('Cause: `malformed-record`, `undecodable-batch` or `handler-failed`.'),
  reason: z.string().describe('Reason, without any part of the record.'),
  waiting: z.int(),
});
const ofTopic = z.strictObject({
  topic: z.string(),
  replayedBy: z
    .enum(SERVICES as readonly [ServiceName, ...ServiceName[]])
    .nullable()
    .describe(
      'Service whose `POST …/replay` replays them. Null if a replay is not allowed, because an old record would replace a newer one.',
    ),
  waiting: z.int(),
  replayed: z.int(),
  older: z.int().describe('Number of dead letters before the newest 50,000, which are not examined.'),
  oldest: instantAnswer.exactOptional().describe('Time of the oldest waiting dead letter.'),
  newest: instantAnswer.exactOptional(),
  causes: z.array(cause).describe('Causes, at most 20.'),
});
const topicExample = {
  topic: 'sms.requested.v1',
  replayedBy: 'compliance' as const,
  waiting: 1,
  replayed: 0,
  older: 0,
  oldest: '2026-11-25T10:00:00.000Z',
  newest: '2026-11-25T10:00:00.000Z',
  causes: [{ service: 'compliance', code: 'malformed-record', reason: '/to: Expected string', waiting: 1 }],
};

export class DeadLettersAnswer extends answer(z.strictObject({ topics: z.array(ofTopic) }), {
  topics: [topicExample],
}) {}

const letter = {
  offset: z.string().describe('Offset on the dead-letter topic.'),
  service: z.string().describe('Service that could not handle the record.'),
  code: z.string(),
  reason: z.string().describe('Reason, without any part of the record.'),
  at: instantAnswer.exactOptional(),
  source: z
    .strictObject({ partition: z.int(), offset: z.string() })
    .exactOptional()
    .describe('Position on the original topic.'),
  bytes: z.int().describe('Size of key and value in bytes.'),
  replayed: z.boolean(),
};
const letterExample = {
  offset: '12',
  service: 'compliance',
  code: 'malformed-record',
  reason: '/to: Expected string',
  at: '2026-11-25T10:00:00.000Z',
  source: { partition: 7, offset: '88213' },
  bytes: 214,
  replayed: false,
};

export class DeadLetterPage extends answer(pageAnswer(z.strictObject(letter)), { items: [letterExample] }) {}

export class DeadLetterAnswer extends answer(
  z.strictObject({
    ...letter,
    key: z.string().nullable().describe('Key, if it is an identifier; otherwise its length.'),
    value: z
      .unknown()
      .describe(
        'Structure of the value with IDs and known words. Phone numbers and texts are replaced by their length.',
      ),
    stack: z.array(z.string()).describe('Stack frames of the error.'),
  }),
  {
    ...letterExample,
    key: '<12 characters>',
    value: { id: '0194c1a2-0000-7000-8000-000000000001', to: '<12 characters>', text: '<48 characters>' },
    stack: ['at decodeOne (decode.js:82:11)'],
  },
) {}

export class RevealedAnswer extends answer(
  z.strictObject({
    offset: letter.offset,
    key: z.string().nullable(),
    value: z.string().nullable().describe('Stored value, decoded as UTF-8.'),
    cut: z.boolean().describe('True if the value is longer than the returned 256 kB.'),
    headers: z.record(z.string(), z.string()),
  }),
  { offset: '12', key: '…', value: '{"to": 33639980001}', cut: false, headers: { dlq_code: 'malformed-record' } },
) {}

export const deadLetterQuery = z.object({
  cursor: cursorField.optional(),
  limit: pageLimit({ usual: 50, most: 500 }),
  state: z.enum(['waiting', 'all']).default('waiting').describe('`all` includes dead letters that were replayed.'),
  code: z.string().max(60).optional().describe('Only dead letters with this cause.'),
});

export class ReplayAsked extends bodyDto(
  z
    .strictObject({
      offsets: z.array(offsetField).min(1).max(MAX_CHOSEN).optional().describe('Offsets on the dead-letter topic.'),
      all: z.literal(true).optional().describe('Replays all dead letters that wait now, instead of `offsets`.'),
      code: z.string().max(60).optional().describe('With `all`, only dead letters with this cause.'),
    })
    .refine(({ offsets, all }) => (offsets === undefined) !== (all === undefined), {
      path: ['offsets'],
      message: 'is needed, or else all: true; not both',
    }),
  { offsets: ['12'] },
) {}

export class ReplayAnswer extends answer(
  z.strictObject({
    topic: z.string(),
    replayed: z.int().describe('Number of replayed records.'),
    before: z.int().describe('Number of selected records that had been replayed before.'),
    inJournal: z
      .int()
      .describe(
        'Number of records that are not replayed because the dispatcher’s journal contains them, so that the operator may have received them.',
      ),
    undecodable: z
      .int()
      .describe(
        'Number of batches that are not replayed because they cannot be decoded; their producer must publish them again.',
      ),
    unknown: z.int().describe('Number of offsets without a dead letter.'),
    isAll: z.boolean().describe('False if more records wait than one call replays. Call again for the rest.'),
  }),
  { topic: 'sms.requested.v1', replayed: 1, before: 0, inJournal: 0, undecodable: 0, unknown: 0, isAll: true },
) {}
