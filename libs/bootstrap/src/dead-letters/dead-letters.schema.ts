import { SERVICES, type ServiceName } from '@stopsms/contracts';
import { answer, bodyDto, cursorField, instantAnswer, pageAnswer, pageLimit } from '@stopsms/http';
import { z } from 'zod';

/** Kafka's offsets are 64 bits. */
const offsetField = z.string().regex(/^\d{1,19}$/, 'must be an offset, e.g. "12"');
const MAX_CHOSEN = 1_000;

const cause = z.strictObject({
  service: z.string().describe('who gave up on them'),
  code: z.string().describe('malformed-record, undecodable-batch or handler-failed'),
  reason: z.string().describe('never quotes the record'),
  waiting: z.int(),
});
const ofTopic = z.strictObject({
  topic: z.string(),
  replayedBy: z
    .enum(SERVICES as readonly [ServiceName, ...ServiceName[]])
    .nullable()
    .describe(
      'whose POST …/replay puts them back; null where nobody may, since an old record would replace a newer one',
    ),
  waiting: z.int(),
  replayed: z.int(),
  older: z.int().describe('dead letters before the newest 50,000, which are not looked at'),
  oldest: instantAnswer.exactOptional().describe('of those that wait'),
  newest: instantAnswer.exactOptional(),
  causes: z.array(cause).describe('the first 20'),
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
  offset: z.string().describe('on the dead-letter topic'),
  service: z.string().describe('who gave up on it'),
  code: z.string(),
  reason: z.string().describe('never quotes the record'),
  at: instantAnswer.exactOptional(),
  source: z
    .strictObject({ partition: z.int(), offset: z.string() })
    .exactOptional()
    .describe('where it lay on its topic'),
  bytes: z.int().describe('of key and value'),
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
    key: z.string().nullable().describe('an identifier, else how long it is'),
    value: z.unknown().describe('its shape, ids and words of ours; numbers and texts are replaced by their length'),
    stack: z.array(z.string()).describe('where the fault was thrown'),
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
    value: z.string().nullable().describe('as it lies there, read as UTF-8'),
    cut: z.boolean().describe('whether it is longer than the 256 kB that are shown'),
    headers: z.record(z.string(), z.string()),
  }),
  { offset: '12', key: '…', value: '{"to": 33639980001}', cut: false, headers: { dlq_code: 'malformed-record' } },
) {}

export const deadLetterQuery = z.object({
  cursor: cursorField.optional(),
  limit: pageLimit({ usual: 50, most: 500 }),
  state: z.enum(['waiting', 'all']).default('waiting').describe('`all`: those that were replayed too'),
  code: z.string().max(60).optional().describe('only those of this cause'),
});
export type DeadLetterQuery = z.output<typeof deadLetterQuery>;

export class ReplayAsked extends bodyDto(
  z
    .strictObject({
      offsets: z.array(offsetField).min(1).max(MAX_CHOSEN).optional().describe('on the dead-letter topic'),
      all: z.literal(true).optional().describe('instead of `offsets`: those that wait now'),
      code: z.string().max(60).optional().describe('with `all`, only those of this cause'),
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
    replayed: z.int().describe('went back to the topic'),
    before: z.int().describe('of those chosen, had gone back before'),
    inJournal: z.int().describe('stay: the dispatcher’s journal knows them, so the operator may have them already'),
    undecodable: z.int().describe('stay: batches that cannot be decoded; their writer publishes them again'),
    unknown: z.int().describe('offsets at which there is no dead letter'),
    isAll: z.boolean().describe('false when more wait than one call puts back: ask again'),
  }),
  { topic: 'sms.requested.v1', replayed: 1, before: 0, inJournal: 0, undecodable: 0, unknown: 0, isAll: true },
) {}
