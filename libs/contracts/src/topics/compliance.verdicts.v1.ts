import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import {
  AdvertiserId,
  Category,
  Instant,
  Nullable,
  ObservedFields,
  OneOf,
  PackRef,
  RecipientKey,
  Uuid,
} from '../fields';

/**
 * Code of a request that its publisher may not make. The publisher chooses the id, so the verdict says nothing about another message
 * with that id: apply it only if you are that publisher.
 */
export const PUBLISHER_NOT_ALLOWED = 'PUBLISHER_NOT_ALLOWED';
/** Code of a request that names a campaign which does not belong to its advertiser. */
export const CAMPAIGN_NOT_YOURS = 'CAMPAIGN_NOT_YOURS';
/** Codes of verdicts on requests that their publisher may not make. */
export const REFUSED_TO_PUBLISHER: readonly string[] = [PUBLISHER_NOT_ALLOWED, CAMPAIGN_NOT_YOURS];

/** Code of an invalid record. On a publisher's own topic the verdict names the publisher, and concerns nobody else. */
export const INVALID_REQUEST = 'INVALID_REQUEST';

/** Code of a request that the platform could not decide because of an internal fault. */
export const UNDECIDABLE = 'UNDECIDABLE';

export const verdicts = defineTopic({
  name: 'compliance.verdicts.v1',
  description: 'Verdict on each requested message, with its reason.',
  key: { description: 'message id' },
  value: Type.Object({
    messageId: Uuid('message'),
    advertiserId: AdvertiserId,
    campaignId: Type.Optional(Uuid('campaign')),
    recipientKey: Nullable(RecipientKey),
    category: Category,
    verdict: OneOf('cleared', 'held', 'released', 'refused'),
    code: Type.Optional(Type.String({ description: 'reason code, docs/reason-codes.md' })),
    publisher: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'publisher of the request and only reader of the verdict; with PUBLISHER_NOT_ALLOWED, CAMPAIGN_NOT_YOURS and INVALID_REQUEST, and with UNDECIDABLE if nothing is stored',
      }),
    ),
    detail: Type.Optional(Type.String({ description: 'explanation of the reason and what to do' })),
    heldUntil: Type.Optional(Instant('next try')),
    attempt: Type.Integer({
      minimum: 1,
      description: 'number of the attempt; grows each time the message is held and released',
    }),
    pack: Type.Optional(PackRef),
    ...ObservedFields,
    at: Instant('decided'),
  }),
  cleanup: days(30),
  framedBy: 'messageId',
});
export type Verdict = ValueOf<typeof verdicts>;
