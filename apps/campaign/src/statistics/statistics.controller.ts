import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { answer, dayField } from '@stopsms/http';
import { Clock, dayOf } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { type Figures, FindStatistics } from './find-statistics';
import { category, uuid } from '../http-parts/request-fields';

const MAX_DAYS = 366;
const DAYS = 30;
const DAY_MS = 86_400_000;

class StatisticsQuery extends createZodDto(
  z
    .object({
      advertiserId: uuid('an advertiser id'),
      from: dayField().optional().describe('First day, UTC.'),
      to: dayField().optional().describe('Last day, UTC.'),
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(MAX_DAYS)
        .optional()
        .describe('Number of days up to and including today, instead of `from` and `to`; default 30.'),
      category: category.optional().describe('Category of the messages to count. Default: both.'),
    })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), {
      path: ['to'],
      error: 'must come with from, and from with to',
    })
    .refine(({ from, days }) => from === undefined || days === undefined, {
      path: ['days'],
      error: 'must not come with from and to',
    })
    .refine(({ from, to }) => !from || !to || daysIn(from, to) >= 1, { path: ['to'], error: 'must not be before from' })
    .refine(({ from, to }) => !from || !to || daysIn(from, to) <= MAX_DAYS, {
      path: ['to'],
      error: `must be within ${MAX_DAYS} days of from`,
    }),
) {}

const daysIn = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;

const figures = {
  sent: z.int().describe('Messages that the operator accepted.'),
  delivered: z.int(),
  failed: z.int(),
  optedOut: z.int().describe('Recipients who opted out after a message.'),
  complaints: z.int(),
  answers: z
    .int()
    .describe(
      'Answers of the platform that the operator accepted: confirmations and help. `sent` does not include them.',
    ),
  stopRate: z.number().nullable().describe('`optedOut` divided by `delivered`; null if nothing was delivered.'),
};

class StatisticsAnswer extends answer(
  z.strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    days: z.array(z.strictObject({ day: z.iso.date(), ...figures })).describe('Days with at least one event.'),
    total: z.strictObject(figures),
  }),
  {
    from: '2026-11-01',
    to: '2026-11-30',
    days: [
      {
        day: '2026-11-25',
        sent: 3_200,
        delivered: 3_000,
        failed: 20,
        optedOut: 12,
        complaints: 0,
        answers: 12,
        stopRate: 0.004,
      },
    ],
    total: { sent: 3_200, delivered: 3_000, failed: 20, optedOut: 12, complaints: 0, answers: 12, stopRate: 0.004 },
  },
) {}

@ApiTags('statistics')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(
    private readonly find: FindStatistics,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Permits('campaigns:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: StatisticsAnswer })
  @ApiOperation({
    summary: 'Outcomes of an advertiser’s messages by day',
    description: `Each event counts on the UTC day on which it happened, regardless of when it was reported: a receipt or a STOP counts on its own day, not on that
of its message. Messages of campaigns, single messages and messages of publishers are all included; answers of the platform to replies are counted apart. Events before the release that introduced these figures are not included.`,
  })
  async days(@Query() { advertiserId, from, to, days: last = DAYS, category: of }: StatisticsQuery) {
    const now = this.clock.now();
    const range = from && to ? { from, to } : { from: dayOf(now - (last - 1) * DAY_MS), to: dayOf(now) };
    const days = await this.find.days(advertiserId, range, of);
    const total = days.reduce(
      (sum, day) => ({
        sent: sum.sent + day.sent,
        delivered: sum.delivered + day.delivered,
        failed: sum.failed + day.failed,
        optedOut: sum.optedOut + day.optedOut,
        complaints: sum.complaints + day.complaints,
        answers: sum.answers + day.answers,
      }),
      { sent: 0, delivered: 0, failed: 0, optedOut: 0, complaints: 0, answers: 0 },
    );
    return { ...range, days: days.map(withRate), total: withRate(total) };
  }
}

const withRate = <F extends Figures>(each: F) => ({
  ...each,
  stopRate: each.delivered === 0 ? null : Math.round((each.optedOut / each.delivered) * 100_000) / 100_000,
});
