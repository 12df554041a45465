import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Country, Instant, Msisdn, Nullable, OneOf, RecipientKey, Uuid } from '../fields';

// Consents are compliance's and opt-outs suppression's: one says that a person asked to come back and may, the other
// compares that act with the opt-out by event time (docs/law/opt-outs.md#return, docs/law/opt-outs.md#race).
export const returns = defineTopic({
  name: 'compliance.returns.v1',
  description: 'A person’s request to receive texts again, and whether it can lift an opt-out.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    returnId: Uuid('the same act about the same opt-out has the same id'),
    recipientKey: RecipientKey,
    outcome: OneOf('granted', 'no-consent', 'ambiguous'),
    advertiserId: Nullable(AdvertiserId),
    consentId: Type.Optional(Uuid('the act in the ledger of consents; with `granted` alone')),
    // `consent` is in old records: a consent that an advertiser reports lifts nothing.
    cause: OneOf('start', 'consent'),
    at: Instant('the person’s own act'),
    acceptedAt: Type.Optional(Instant('of a START: accepted, by the clock of the platform')),
    evidenceId: Type.String({ description: 'ID of the reply, or of the consent' }),
    msisdn: Type.Optional(Msisdn),
    region: Type.Optional(Country),
    code: Type.Optional(
      Type.String({ description: 'short code to which the text was sent, and from which answers are sent' }),
    ),
    confirmedBy: Type.Optional(
      Type.String({
        description: 'operator that answers this START itself; a granted return is then not confirmed',
      }),
    ),
  }),
  cleanup: days(30),
});
export type Return = ValueOf<typeof returns>;
