import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, OneOf, RecipientKey, Uuid } from '../fields';

/** Reasons why a complaint needs a person although texts were compared. */
const UNMATCHED = ['NO_TEXT_FITS', 'ADVERTISERS_SEVERAL', 'RECIPIENTS_SEVERAL', 'TEXTS_TOO_MANY'] as const;
export type UnmatchedText = (typeof UNMATCHED)[number];

// `matched` names the advertiser and the recipient of the text. `tied` names only the advertiser: the same text was sent to others
// too, and a recipient is never guessed, but the complaint counts (docs/law/complaints.md#whose-it-is).
export const reportMatches = defineTopic({
  name: 'compliance.report-matches.v1',
  description: 'Advertiser and recipient of a complaint, found by the texts that were sent.',
  key: { description: 'report id' },
  value: Type.Object({
    reportId: Uuid('report'),
    outcome: OneOf('matched', 'tied', 'none'),
    recipientKey: Type.Optional(RecipientKey),
    advertiserId: Type.Optional(AdvertiserId),
    campaignId: Type.Optional(Uuid('of all texts that fit, when it is one')),
    code: Type.Optional(OneOf(...UNMATCHED)),
    at: Instant('the report was received'),
  }),
  cleanup: days(30),
});
export type ReportMatch = ValueOf<typeof reportMatches>;
