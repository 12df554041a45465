import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { version } from '../contacts/books/address-books.schema';
import { campaignState } from './campaign-fields';
import { ADVERT, ADVERTISER_ID, AT, BOOK_ID, CAMPAIGN_ID } from '../http-parts/examples';
import { aheadFields, step } from '../messages/messages.schema';

const summary = z
  .strictObject({
    id: z.guid(),
    name: z.string().describe('Name for the people who manage campaigns; recipients never see it.'),
    tags: z.array(z.string()),
    archivedAt: z.iso.datetime().exactOptional().describe('Present if lists leave the campaign out unless asked.'),
    advertiserId: z.guid(),
    addressBookId: z.guid(),
    category: z.string(),
    text: z.string(),
    version,
    mention: z.string().exactOptional(),
    whenCapped: z.enum(['refuse', 'hold']).exactOptional(),
    state: campaignState,
    reason: z.string().exactOptional().describe('Reason for this state.'),
    waitsFor: z
      .literal('ADVERTISER_PAUSED')
      .exactOptional()
      .describe('Present if nothing is sent because all adverts of the advertiser are paused.'),
    sendAt: z.iso.datetime().exactOptional(),
    expiresAt: z.iso.datetime().exactOptional(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().exactOptional(),
    finishedAt: z.iso.datetime().exactOptional(),
  })
  .meta({ id: 'CampaignSummary' });

const counts = z.strictObject({
  recipients: z.int(),
  pending: z.int(),
  cancelled: z.int(),
  refused: z.int(),
  held: z.int(),
  cleared: z.int(),
  queued: z.int(),
  blocked: z.int(),
  expired: z.int(),
  rejected: z.int(),
  unknown: z.int(),
  submitted: z.int(),
  awaitingReceipt: z.int(),
  delivered: z.int(),
  failed: z.int(),
  optedOut: z.int(),
});

const SUMMARY = {
  id: CAMPAIGN_ID,
  name: 'Soldes de novembre',
  tags: ['soldes'],
  advertiserId: ADVERTISER_ID,
  addressBookId: BOOK_ID,
  category: 'marketing',
  text: ADVERT,
  version: 1,
  state: 'running' as const,
  createdAt: AT,
  startedAt: AT,
};
const NONE = { cancelled: 0, held: 0, queued: 0, expired: 0, rejected: 0, unknown: 0, failed: 0 };

const listed = summary
  .extend({
    recipients: z.int().exactOptional().describe('Number of recipients. Absent until the campaign is started.'),
    figures: z
      .strictObject({
        sent: z.int().describe('Messages that the operator accepted.'),
        delivered: z.int(),
        failed: z.int(),
        optedOut: z.int(),
        complaints: z.int(),
      })
      .exactOptional()
      .describe('Outcomes of the campaign’s messages. Absent for campaigns created before figures were recorded.'),
  })
  .meta({ id: 'ListedCampaign' });

export class CampaignsAnswer extends answer(pageAnswer(listed), {
  items: [
    {
      ...SUMMARY,
      recipients: 4_209,
      figures: { sent: 3_200, delivered: 3_000, failed: 0, optedOut: 12, complaints: 0 },
    },
  ],
}) {}
export class TagsAnswer extends answer(
  z.strictObject({ items: z.array(z.strictObject({ tag: z.string(), campaigns: z.int() })) }),
  { items: [{ tag: 'soldes', campaigns: 12 }] },
) {}
export class DeletedCampaignAnswer extends answer(z.strictObject({ id: z.guid(), deleted: z.literal(true) }), {
  id: CAMPAIGN_ID,
  deleted: true,
}) {}
export class CampaignAnswer extends answer(
  summary
    .extend({
      counts,
      ahead: z
        .strictObject({
          ...aheadFields,
          endsAbout: z.iso.datetime().exactOptional().describe('Estimated time at which the last message is sent.'),
        })
        .exactOptional()
        .describe(
          'Present while the campaign is running and has messages to create: adverts that are sent before its next message. Advertisers take turns.',
        ),
      complaints: z
        .int()
        .describe('Complaints about messages of the campaign. Two complaints of one person count twice.'),
      controls: z
        .array(
          z.strictObject({
            action: z.string(),
            at: z.iso.datetime(),
            by: z.string().exactOptional(),
            code: z.string().exactOptional().describe('Reason code. Present if the campaign paused itself.'),
            reason: z.string().exactOptional(),
          }),
        )
        .describe(
          'Starts, pauses, resumptions, cancellations and returns to a draft, with their authors, earliest first.',
        ),
      reasons: z
        .array(z.strictObject({ outcome: step, code: z.string(), count: z.int() }))
        .describe('Reasons for the states of the messages, most frequent first.'),
    })
    .meta({ id: 'Campaign' }),
  {
    ...SUMMARY,
    counts: {
      ...NONE,
      recipients: 4_209,
      pending: 1_000,
      refused: 8,
      cleared: 3_201,
      blocked: 1,
      submitted: 3_200,
      awaitingReceipt: 200,
      delivered: 3_000,
      optedOut: 12,
    },
    complaints: 0,
    controls: [{ action: 'start', at: AT, by: 'anne' }],
    reasons: [
      { outcome: 'refused', code: 'CONSENT_MISSING', count: 8 },
      { outcome: 'blocked', code: 'OPTED_OUT', count: 1 },
    ],
  },
) {}
