import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, EPISODE_ID, RECIPIENT_KEY } from '../http-parts/examples';

const refused = {
  format: z.string().describe('recognised by the header: `plain`, `brevo`, `mautic`, `ovh` or `twilio`'),
  skipped: z.int().describe('rows of a vendor’s export that plainly are no opt-out, as a delivered message'),
  notUnderstood: z
    .int()
    .describe('rows of a vendor’s export that do not plainly say whether they are opt-outs: each is taken as one'),
  notUnderstoodRows: z.array(z.int()).describe('data rows from 1, 1,000 at most; the count is complete'),
  refusedCount: z.int(),
  refused: z
    .array(z.strictObject({ row: z.int().describe('data rows from 1'), code: z.string(), reason: z.string() }))
    .describe('1,000 rows at most; the count is complete'),
};
const NONE_REFUSED = {
  ...{ format: 'plain', skipped: 0, notUnderstood: 0, notUnderstoodRows: [], refusedCount: 0, refused: [] },
};

export class ImportAnswer extends answer(
  z.strictObject({
    importId: z.string().describe('evidence of each opt-out that began'),
    imported: z.int().describe('rows that began an opt-out'),
    repeated: z
      .int()
      .describe('rows that began none: the person is out already, or came back after the date that the row gives'),
    ...refused,
  }),
  {
    importId: EPISODE_ID,
    imported: 4_000,
    repeated: 0,
    format: 'plain',
    skipped: 0,
    notUnderstood: 0,
    notUnderstoodRows: [],
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
