import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, PeopleLimit, Permits } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Refuses } from '@stopsms/http';
import { Clock } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { Preflight } from './preflight';
import { findAdvertiser } from '../../http-parts/find-advertiser';
import { PreflightAnswer, PreflightBody } from './preflight.schema';

@ApiTags('check')
@Controller('v1/preflight')
export class PreflightController {
  constructor(
    private readonly directory: AdvertiserDirectory,
    private readonly preflight: Preflight,
    private readonly people: PeopleLimit,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('recipients:check', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: PreflightAnswer })
  @ApiOperation({
    summary: 'Forecasts decisions on messages to many recipients, counted by outcome; sends and stores nothing',
    description:
      'Uses the function and the current facts of real decisions. The service campaign calls it page by page with the caller’s key. For advertiser keys and marketers, recipients without any relation to the advertiser are treated as unknown, and the number of such recipients per hour is limited.',
  })
  @LooksAtPersonalData({ people: ({ body }) => (body as PreflightBody).recipients.length })
  async ask(
    @Body() { advertiserId, at = this.clock.now(), mention, whenCapped, expiresAt, campaignId, ...body }: PreflightBody,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    const account = await findAdvertiser(this.directory, advertiserId);
    const question = {
      ...body,
      at,
      ...(mention !== undefined && { mention }),
      ...(whenCapped !== undefined && { whenCapped }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(campaignId !== undefined && { campaignId }),
    };
    const shown = actsFor === undefined ? 'everybody' : 'acquaintances';
    const { groups, quotaLeft, strangers } = await this.preflight.execute(question, account, shown);
    this.people.take(caller, strangers);
    return {
      ...(quotaLeft !== undefined && { quotaLeft }),
      groups: groups.map(({ until, closesAt, timeZones, ...group }) => ({
        ...group,
        ...(timeZones && { timeZones: [...timeZones] }),
        ...(until !== undefined && { until: new Date(until) }),
        ...(closesAt !== undefined && { closesAt: new Date(closesAt) }),
      })),
    };
  }
}
