import { type Static, Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import {
  AdvertiserId,
  Country,
  Instant,
  Msisdn,
  Nullable,
  OneOf,
  Position,
  RecipientKey,
  Scope,
  Uuid,
} from '../fields';

const LiftDocument = Type.Object({
  kind: Type.String(),
  keptAt: Type.String({ description: 'file or address of the document' }),
  at: Instant('when the person made it'),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});
export type LiftDocument = Static<typeof LiftDocument>;

const Lift = Type.Object(
  {
    by: Type.String({ description: 'name of the API key or person that recorded it' }),
    reason: Type.String(),
    document: LiftDocument,
  },
  { description: 'present in a return by which a named person ended the opt-out on a document of the recipient' },
);

// One event per cause and recipient, however many scopes it touched: one STOP gets one confirmation.
export const optOutChanged = defineTopic({
  name: 'suppression.opt-out-changed.v1',
  description: 'An opt-out began, was repeated, or ended.',
  key: { description: 'recipientKey', pattern: '^[A-Za-z0-9_-]{22}$' },
  value: Type.Object({
    changeId: Uuid('one per cause and recipient'),
    recipientKey: RecipientKey,
    change: OneOf('opted-out', 'repeated', 'returned'),
    optOuts: Type.Array(
      Type.Object({ scope: Scope, advertiserId: Nullable(AdvertiserId), episodeId: Uuid('episode') }),
      { minItems: 1 },
    ),
    source: OneOf('sms', 'web', 'api', 'import', 'provider', 'complaint', 'erasure'),
    evidenceId: Type.String(),
    msisdn: Type.Optional(Msisdn),
    region: Type.Optional(Country),
    code: Type.Optional(Type.String({ description: 'short code that received the STOP' })),
    numberKnownTo: Type.Optional(
      Type.Array(AdvertiserId, {
        description:
          'advertisers that already have the number, because they sent texts to it or its owner returned to them; others do not receive it',
      }),
    ),
    attributed: Type.Boolean(),
    position: Type.Optional(
      Type.Object(Position.properties, {
        description: 'position of the opt-out’s record; send the confirmation only once the view has passed it',
      }),
    ),
    confirmedBy: Type.Optional(
      Type.String({ description: 'operator that answers this STOP or START itself; no confirmation is sent' }),
    ),
    sentAt: Type.Optional(Instant('of a complaint: when the text complained of was sent, as far as the report says')),
    forget: Type.Optional(
      Type.Boolean({
        description:
          'true for an erasure of the opt-out itself on a written request; readers delete their own copy too',
      }),
    ),
    lift: Type.Optional(Lift),
    at: Instant('event time'),
  }),
  cleanup: days(30),
});
export type OptOutChanged = ValueOf<typeof optOutChanged>;
