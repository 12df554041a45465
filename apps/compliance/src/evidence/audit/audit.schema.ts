import { answer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, MESSAGE_ID } from '../../http-parts/examples';

const auditEvent = z
  .strictObject({
    id: z.guid(),
    at: z.iso.datetime().describe('Time at which the request ended, or began if its end is not yet reported.'),
    kind: z.enum(['act', 'look']),
    service: z.string(),
    operation: z.string().describe('Operation ID of the route.'),
    who: z.strictObject({
      kind: z
        .string()
        .describe(
          'Kind of actor: `person`; `operator` or `advertiser` for an API key; `deadline` or `deletion` for an automatic decision on a reply.',
        ),
      subject: z.string().exactOptional(),
      name: z.string().exactOptional(),
      keyId: z.string().exactOptional(),
    }),
    from: z.strictObject({ address: z.string(), userAgent: z.string().exactOptional() }),
    on: z.strictObject({
      advertiserId: z.guid().exactOptional(),
      resources: z.array(z.strictObject({ kind: z.string(), id: z.string() })),
      recipientKeys: z.array(z.string()).describe('Keyed hashes of phone numbers.'),
      people: z.int().exactOptional().describe('Number of people whom the request concerned.'),
    }),
    result: z
      .strictObject({ status: z.int(), problem: z.string().exactOptional() })
      .nullable()
      .describe(
        'Result of the request. Null until its end is reported; null permanently if the service stopped during it.',
      ),
    requestId: z.string(),
    isAltered: z.boolean().describe('True if the stored event differs from the one that was sealed.'),
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

const auditDay = z
  .strictObject({
    day: z.iso.date().describe('Day, UTC.'),
    sealed: z.int().describe('Number of sealed events.'),
    kept: z.int().describe('Number of sealed events that are still stored.'),
    batches: z.int(),
    broken: z.array(z.int()).describe('Batches with missing or altered events.'),
  })
  .meta({ id: 'AuditDay' });

export class AuditSealsAnswer extends answer(z.strictObject({ items: z.array(auditDay) }), {
  items: [{ day: AT.slice(0, 10), sealed: 1_204, kept: 1_204, batches: 31, broken: [] }],
}) {}
