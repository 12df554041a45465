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
    summary:
      'Says what would be decided about messages to many recipients, counted by outcome; sends and stores nothing',
    description:
      'By the facts and the function that decide about real messages, of this moment. campaign asks it page by page, with the key of whoever asks campaign. Of people who had nothing to do with the advertiser its key, and a marketer, are answered as if nobody knew them; so many of them can be asked about in an hour.',
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
