import { type Static, type TSchema, type TUnsafe, Type } from '@sinclair/typebox';
import { MAX_INSTANT, MIN_INSTANT, RECIPIENT_KEY_PATTERN } from '@stopsms/kernel';

// Fields that several topics share, so that one meaning has one schema.

export const Uuid = (description: string) => Type.String({ format: 'uuid', description });
export const Instant = (description: string) =>
  Type.Integer({ minimum: MIN_INSTANT, maximum: MAX_INSTANT, description: `${description}; epoch ms, UTC` });
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const OneOf = <const V extends string[]>(...values: V) =>
  Type.Union(values.map((value) => Type.Literal(value))) as unknown as TUnsafe<V[number]>;

export const RecipientKey = Type.String({
  pattern: RECIPIENT_KEY_PATTERN,
  description: 'keyed hash of the recipient’s number',
});
export const Msisdn = Type.String({ pattern: '^\\+[1-9]\\d{4,14}$', description: 'number in E.164' });
export const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' });
export const Language = Type.String({ pattern: '^[a-z]{2}$', description: 'ISO 639-1' });
export const AdvertiserId = Uuid('advertiser');
export const Category = OneOf('marketing', 'informative');
export const Scope = Type.String({
  minLength: 1,
  description: '`*` (platform-wide), an advertiser id, or `advertiserId/stream`',
});

/** Position of a record, which a later record must wait for. */
export const Position = Type.Object({
  partition: Type.Integer({ minimum: 0 }),
  offset: Type.String({ pattern: '^\\d+$', description: 'Kafka offset, as text because it is 64 bits wide' }),
});
export type Position = Static<typeof Position>;

/** Rule pack of a decision. */
export const PackRef = Type.Object({
  id: Type.String({ description: '`<country>@<version>`' }),
  hash: Type.String({ description: 'SHA-256 of its content, `sha256-<base64url>`' }),
});

/** Parts of a decision under a level below full enforcement; absent under `full`. */
export const ObservedFields = {
  enforcement: Type.Optional(OneOf('observe', 'stop-only')),
  observed: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'reason codes for which full enforcement would have refused or held the message, the decisive one first; with cleared messages only (docs/enforcement.md)',
    }),
  ),
};
