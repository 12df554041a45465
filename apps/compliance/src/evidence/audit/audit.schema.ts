import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';

export const auditEvent = z
  .strictObject({
    id: z.guid(),
    at: z.iso.datetime().describe('when it ended; when it began, until its end is reported'),
    kind: z.enum(['act', 'look']),
    service: z.string(),
    operation: z.string().describe('operation id of the route'),
    who: z.strictObject({
      kind: z
        .string()
        .describe(
          'person, or operator or advertiser by a key; deadline or deletion where the platform decided on a reply',
        ),
      subject: z.string().exactOptional(),
      name: z.string().exactOptional(),
      keyId: z.string().exactOptional(),
    }),
    from: z.strictObject({ address: z.string(), userAgent: z.string().exactOptional() }),
    on: z.strictObject({
      advertiserId: z.guid().exactOptional(),
      resources: z.array(z.strictObject({ kind: z.string(), id: z.string() })),
      recipientKeys: z.array(z.string()).describe('keyed hashes of numbers'),
      people: z.int().exactOptional().describe('number of people that the question was about'),
    }),
    result: z
      .strictObject({ status: z.int(), problem: z.string().exactOptional() })
      .nullable()
      .describe('null until its end is reported; for ever if its service died during it'),
    requestId: z.string(),
    isAltered: z.boolean().describe('true: what is kept is not what was written down and sealed'),
  })
  .meta({ id: 'AuditEvent' });

export class AuditAnswer extends answer(pageAnswer(auditEvent), {
  items: [
    {
      id: MESSAGE_ID,
      at: AT,
      kind: 'act',
      service: 'campaign',
      operation: 'drafts_start',
      who: { kind: 'person', subject: 'b1946ac9', name: 'Mark' },
      from: { address: '192.0.2.7', userAgent: 'Mozilla/5.0' },
      on: { advertiserId: ADVERTISER_ID, resources: [{ kind: 'campaigns', id: MESSAGE_ID }], recipientKeys: [] },
      result: { status: 200 },
      requestId: MESSAGE_ID,
      isAltered: false,
    },
  ],
}) {}

export const auditDay = z
  .strictObject({
    day: z.iso.date().describe('UTC'),
    sealed: z.int().describe('events that seals cover'),
    kept: z.int().describe('of them, those that are there'),
    batches: z.int(),
    broken: z.array(z.int()).describe('batches whose events are not all there, or not as they were written'),
  })
  .meta({ id: 'AuditDay' });

export class AuditSealsAnswer extends answer(z.strictObject({ items: z.array(auditDay) }), {
  items: [{ day: AT.slice(0, 10), sealed: 1_204, kept: 1_204, batches: 31, broken: [] }],
}) {}
