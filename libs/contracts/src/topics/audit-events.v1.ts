import { Type } from '@sinclair/typebox';
import { days, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, OneOf, RecipientKey, Uuid } from '../fields';

const text = (most: number, description: string) => Type.String({ maxLength: most, description });

/** Bounds of an event, so that untrusted input cannot make a record large. */
export const AUDIT_BOUNDS = { name: 200, address: 64, userAgent: 200, id: 120, resources: 20, recipients: 20 } as const;

// An act leaves two records with one id, `begun` before anything is done and `ended` with its result, so that what was done by a
// service that died over it is recorded all the same; a look leaves one, before the response (decision 0048).
const value = Type.Object({
  id: Uuid('audit event; the same in both stages'),
  stage: OneOf('begun', 'ended'),
  kind: OneOf('act', 'look'),
  at: Instant('time of the request, or of the response'),
  service: text(40, 'service that recorded it'),
  operation: text(AUDIT_BOUNDS.id, 'operation id of the route, as in the OpenAPI document of the service'),
  who: Type.Object({
    kind: text(40, 'person; or operator or advertiser, by a key'),
    subject: Type.Optional(text(AUDIT_BOUNDS.name, 'of a person, as the identity provider knows it')),
    name: Type.Optional(text(AUDIT_BOUNDS.name, 'of a person, or of a key')),
    keyId: Type.Optional(text(AUDIT_BOUNDS.id, 'of an advertiser’s key')),
  }),
  from: Type.Object({
    address: text(AUDIT_BOUNDS.address, 'IP address'),
    userAgent: Type.Optional(text(AUDIT_BOUNDS.userAgent, 'as it was sent, cut')),
  }),
  on: Type.Object({
    advertiserId: Type.Optional(AdvertiserId),
    resources: Type.Array(
      Type.Object({ kind: text(AUDIT_BOUNDS.id, 'as in the path'), id: text(AUDIT_BOUNDS.id, 'of it') }),
      { maxItems: AUDIT_BOUNDS.resources },
    ),
    recipientKeys: Type.Array(RecipientKey, { maxItems: AUDIT_BOUNDS.recipients }),
    people: Type.Optional(Type.Integer({ minimum: 0, description: 'number of people whom the request concerned' })),
  }),
  result: Type.Optional(
    Type.Object({
      status: Type.Integer({ minimum: 100, maximum: 599, description: 'of HTTP' }),
      problem: Type.Optional(text(AUDIT_BOUNDS.id, 'code of the problem, if it was refused')),
    }),
  ),
  requestId: text(AUDIT_BOUNDS.id, 'X-Request-Id of the request, else the id of the event'),
});

/** Defines a topic with one partition: the events of a service are few and stay in order. */
export const auditEventsOf = <S extends string>(service: S) =>
  defineTopic({
    name: `${service}.audit-events.v1`,
    description: `Audit events of ${service}: who did what, and who viewed whose data.`,
    key: { description: 'id of the audit event' },
    value,
    partitions: 1,
    cleanup: days(90),
  });
export type AuditEvent = ValueOf<ReturnType<typeof auditEventsOf>>;
