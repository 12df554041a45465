import { answer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, EPISODE_ID, RECIPIENT_KEY } from '../http-parts/examples';

const refused = {
  format: z.string().describe('Format recognised by the header: `plain`, `brevo`, `mautic`, `ovh` or `twilio`.'),
  skipped: z.int().describe('Rows of a vendor’s export that are not opt-outs, e.g. a delivered message.'),
  notUnderstood: z
    .int()
    .describe('Rows of a vendor’s export that do not clearly say whether they are opt-outs. Each is recorded as one.'),
  notUnderstoodRows: z
    .array(z.int())
    .describe('Numbers of these rows, counted from 1; at most 1,000. The count is complete.'),
  refusedCount: z.int(),
  refused: z
    .array(
      z.strictObject({
        row: z.int().describe('Number of the data row, counted from 1.'),
        code: z.string(),
        reason: z.string(),
      }),
    )
    .describe('Refused rows, at most 1,000; the count is complete.'),
};
const NONE_REFUSED = {
  ...{ format: 'plain', skipped: 0, notUnderstood: 0, notUnderstoodRows: [], refusedCount: 0, refused: [] },
};

export class ImportAnswer extends answer(
  z.strictObject({
    importId: z.string().describe('ID of the import, which is the evidence of each opt-out that it began.'),
    imported: z.int().describe('Rows that began an opt-out.'),
    repeated: z
      .int()
      .describe('Rows that began no opt-out: the person was already opted out, or returned after the date of the row.'),
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
    listed: z.int().describe('Distinct numbers on the operator’s list.'),
    optedOut: z.int().describe('Numbers that were not opted out here before, and are now.'),
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
      .describe(
        'Numbers that are opted out here and not on the list, and stay opted out. Absent if the list could not be read completely.',
      ),
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
