import { answer } from '@stopsms/http';
import { z } from 'zod';

const period = z.strictObject({
  limit: z.int().nullable().describe('messages that may be cleared; null: not limited'),
  used: z.int().describe('messages that were cleared'),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().describe('from then on messages are counted anew'),
});

export class QuotasAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    day: period,
    month: period,
    frequencyCaps: z
      .array(z.strictObject({ adverts: z.int(), hours: z.int() }))
      .describe(
        'how many of its adverts one recipient may get in any stretch of so many hours; the law of the recipient’s country beside them',
      ),
    countries: z
      .array(z.string())
      .nullable()
      .describe('to whose numbers texts may go, FR with its overseas regions; null: to any'),
  }),
  {
    advertiserId: '0194c1a2-0000-7000-8000-000000000001',
    day: { limit: 20_000, used: 15_320, startsAt: '2026-11-25T00:00:00.000Z', endsAt: '2026-11-26T00:00:00.000Z' },
    month: { limit: null, used: 201_455, startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' },
    frequencyCaps: [{ adverts: 4, hours: 168 }],
    countries: ['BE', 'FR'],
  },
) {}
