import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, RECIPIENT_KEY, REPORT_ID } from '../http-parts/examples';

const report = z
  .strictObject({
    id: z.string(),
    source: z.string(),
    reportId: z.string().exactOptional(),
    sender: z.string(),
    recipientKey: z.string().exactOptional(),
    receivedAt: z.iso.datetime(),
    sentAt: z.iso.datetime().exactOptional(),
    text: z.string().exactOptional().describe('Text of the message with masked digits.'),
    state: z.enum(['matched', 'unmatched', 'resolved']),
    code: z.string().exactOptional().describe('Reason why the report is unmatched.'),
    advertiserId: z.string().exactOptional(),
    campaignId: z.string().exactOptional(),
    recordedAt: z.iso.datetime(),
    resolvedBy: z.string().exactOptional(),
    resolution: z.string().exactOptional(),
    resolvedAt: z.iso.datetime().exactOptional(),
  })
  .meta({ id: 'AbuseReport' });

export class AbuseReportsAnswer extends answer(pageAnswer(report), {
  items: [
    {
      id: REPORT_ID,
      source: '33700',
      reportId: '7',
      sender: 'LORANE',
      recipientKey: RECIPIENT_KEY,
      receivedAt: AT,
      state: 'matched',
      advertiserId: ADVERTISER_ID,
      recordedAt: AT,
    },
  ],
}) {}

const row = z.int().describe('Number of the data row, counted from 1.');

export class TakenAnswer extends answer(
  z.strictObject({
    taken: z.array(
      z.strictObject({
        row,
        id: z.string(),
        state: z.enum(['matched', 'unmatched']),
        advertiserId: z.string().optional().describe('Advertiser of a matched report.'),
        code: z.string().optional().describe('Reason why the report is unmatched.'),
      }),
    ),
    repeated: z.array(z.strictObject({ row, id: z.string() })).describe('Reports that were already known.'),
    refused: z.array(z.strictObject({ row, code: z.string(), detail: z.string() })),
  }),
  {
    taken: [{ row: 1, id: REPORT_ID, state: 'matched', advertiserId: ADVERTISER_ID }],
    repeated: [],
    refused: [
      { row: 2, code: 'REPORT_INVALID', detail: 'sender: must be the name, code or number that the person saw' },
    ],
  },
) {}

export class ResolvedAnswer extends answer(
  z.strictObject({
    id: z.string(),
    optedOut: z
      .strictObject({
        scope: z.string(),
        change: z.string(),
        state: z
          .enum(['out', 'back'])
          .describe(
            '`out`: the person is opted out. `back`: the person returned after the report was received, and the opt-out no longer applies.',
          ),
      })
      .optional(),
  }),
  { id: REPORT_ID, optedOut: { scope: ADVERTISER_ID, change: 'opted-out', state: 'out' } },
) {}
