import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { Refuses, cursorField, dayField, pageCursor, pageLimit, uuidField } from '@stopsms/http';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { findAdvertiser } from '../../http-parts/find-advertiser';
import { FindObserved } from './find-observed';
import { ObservedAnswer, ObservedMessagesAnswer } from './observed.schema';

const CURSOR = pageCursor({ messageId: uuidField() });

class AdvertiserPath extends createZodDto(z.object({ id: uuidField() })) {}
class DaysQuery extends createZodDto(
  z.object({
    days: z.coerce.number().int().min(1).max(90).default(30).describe('Number of days up to and including today, UTC.'),
  }),
) {}
class MessagesQuery extends createZodDto(
  z.object({
    day: dayField(),
    code: z
      .string()
      .max(40)
      .regex(/^[A-Z_]+$/, 'must be a reason code, e.g. CONSENT_MISSING'),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
) {}

@ApiTags('enforcement')
@Controller('v1/advertisers/:id/observed')
export class ObservedController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly find: FindObserved,
  ) {}

  @Get()
  @Permits('advertisers:read', { in: 'params', field: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: ObservedAnswer })
  @ApiOperation({
    summary: 'Changes that full enforcement would have made for an advertiser, by day and reason',
    description:
      'Under `observe` and `stop-only`, some rules are recorded and stop no message. Each message counts once, on the day on which it was cleared, by the reason that full enforcement would have given.',
  })
  async days(@Param() { id }: AdvertiserPath, @Query() { days }: DaysQuery) {
    const advertiser = await findAdvertiser(this.directory, id);
    const { since, endsAt, ...level } = this.find.levelOf(advertiser);
    return {
      advertiserId: advertiser.id,
      enforcement: { ...level, since: iso(since), endsAt: iso(endsAt) },
      days: await this.find.days(advertiser.id, days),
    };
  }

  @Get('messages')
  @Permits('messages:read', { in: 'params', field: 'id' })
  @Refuses('not-found', 'invalid-cursor')
  @ZodResponse({ status: 200, type: ObservedMessagesAnswer })
  @ApiOperation({ summary: 'Messages behind one figure; stored for 30 days' })
  async messages(@Param() { id }: AdvertiserPath, @Query() { day, code, cursor, limit }: MessagesQuery) {
    const advertiser = await findAdvertiser(this.directory, id);
    const after = CURSOR.read(cursor)?.messageId;
    const found = await this.find.page(advertiser.id, day, code, after, limit + 1);
    return CURSOR.page(found, limit, ({ messageId }) => ({ messageId }));
  }
}

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());
