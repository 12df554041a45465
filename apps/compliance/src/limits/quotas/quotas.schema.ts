import { answer } from '@stopsms/http';
import { z } from 'zod';

const period = z.strictObject({
  limit: z
    .int()
    .nullable()
    .describe('Maximum number of messages that may be cleared in the period; null if unlimited.'),
  used: z.int().describe('Number of messages cleared in the period.'),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().describe('End of the period, at which the usage returns to 0.'),
});

export class QuotasAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    day: period,
    month: period,
    frequencyCaps: z
      .array(z.strictObject({ adverts: z.int(), hours: z.int() }))
      .describe(
        'Maximum number of the advertiser’s adverts to one recipient in any period of that many hours. The law of the recipient’s country applies in addition.',
      ),
    countries: z
      .array(z.string())
      .nullable()
      .describe(
        'Countries to whose numbers messages may be sent; FR includes its overseas regions. Null if unlimited.',
      ),
  }),
  {
    advertiserId: '0194c1a2-0000-7000-8000-000000000001',
    day: { limit: 20_000, used: 15_320, startsAt: '2026-11-25T00:00:00.000Z', endsAt: '2026-11-26T00:00:00.000Z' },
    month: { limit: null, used: 201_455, startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z' },
    frequencyCaps: [{ adverts: 4, hours: 168 }],
    countries: ['BE', 'FR'],
  },
) {}
