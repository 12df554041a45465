import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, EPISODE_ID, RECIPIENT_KEY } from '../http-parts/examples';

export const optOut = z
  .strictObject({
    recipientKey: z.string().describe('keyed hash of the number'),
    scope: z.string().describe('`*`, an advertiser id, or `<advertiser id>/<stream>`'),
    state: z.enum(['out', 'back']),
    episodeId: z.string(),
    source: z.string(),
    evidenceId: z.string(),
    since: instantAnswer,
  })
  .meta({ id: 'OptOut' });
export const OUT = {
  recipientKey: RECIPIENT_KEY,
  scope: ADVERTISER_ID,
  state: 'out' as const,
  episodeId: EPISODE_ID,
  source: 'sms',
  evidenceId: EPISODE_ID,
  since: AT,
};

export class OptOutsAnswer extends answer(pageAnswer(optOut), { items: [OUT] }) {}
export class OptedOutAnswer extends answer(
  optOut
    .extend({
      change: z
        .string()
        .describe(
          '`opted-out`, or `repeated` when it was there before; `state` says whether the person is out, who may have come back since the same request was made before',
        ),
    })
    .meta({
      id: 'ChangedOptOut',
    }),
  { ...OUT, source: 'api', change: 'opted-out' },
) {}

export class LiftedAnswer extends answer(
  z.strictObject({
    id: z.string(),
    scope: z.string(),
    by: z.string().describe('whose key it was'),
    stillBlocked: z
      .boolean()
      .describe(
        'the person is out now all the same: of every advertiser as well, which stays, and hears nothing; or of this one by a later STOP, where the same request was made before',
      ),
  }),
  { id: EPISODE_ID, scope: ADVERTISER_ID, by: 'anne', stillBlocked: false },
) {}

const refused = {
  refusedCount: z.int(),
  refused: z
    .array(z.strictObject({ row: z.int().describe('data rows from 1'), code: z.string(), reason: z.string() }))
    .describe('1,000 rows at most; the count is complete'),
};
const NONE_REFUSED = { refusedCount: 0, refused: [] };

export class ImportAnswer extends answer(
  z.strictObject({
    imported: z.int().describe('rows that began an opt-out'),
    repeated: z
      .int()
      .describe('rows that began none: the person is out already, or came back after the date that the row gives'),
    ...refused,
  }),
  {
    imported: 4_000,
    repeated: 0,
    refusedCount: 1,
    refused: [{ row: 17, code: 'PHONE_LANDLINE', reason: 'The number is a landline, which receives no SMS.' }],
  },
) {}
export class ReconciliationAnswer extends answer(
  z.strictObject({
    listed: z.int().describe('different numbers on the operator’s list'),
    optedOut: z.int().describe('those that were not out here, and are now'),
    optedOutKeys: z.array(z.string()),
    onlyHere: z
      .array(
        z.strictObject({
          scope: z.string(),
          count: z.int(),
          recipientKeys: z.array(z.string()),
        }),
      )
      .optional()
      .describe('out here and not on the list, which stay out; absent when the list could not be read to its end'),
    ...refused,
  }),
  {
    listed: 12,
    optedOut: 1,
    optedOutKeys: [RECIPIENT_KEY],
    onlyHere: [{ scope: ADVERTISER_ID, count: 0, recipientKeys: [] }],
    ...NONE_REFUSED,
  },
) {}

export class RepublicationAnswer extends answer(
  z.strictObject({
    id: z.string(),
    state: z.enum(['under-way', 'finished']),
    requestedBy: z.string(),
    reason: z.string(),
    startedAt: instantAnswer,
    finishedAt: instantAnswer.nullable(),
    optOuts: z.number().describe('written so far'),
    numberStates: z.number().describe('written so far'),
  }),
  {
    id: EPISODE_ID,
    state: 'under-way',
    requestedBy: 'anne',
    reason: 'partition 3 was lost',
    startedAt: AT,
    finishedAt: null,
    optOuts: 1_000,
    numberStates: 0,
  },
) {}
export class LatestRepublicationAnswer extends answer(
  RepublicationAnswer.schema.partial().extend({
    state: z.enum(['none', 'under-way', 'finished']).describe('`none` stands alone: there never was one'),
  }),
  { state: 'none' },
) {}
