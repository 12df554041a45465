import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock } from '@stopsms/kernel';
import { Permits, Refuses, ChangesNothing } from '@stopsms/service-kit';
import { ZodResponse } from 'nestjs-zod';
import { Preflight } from '../decision/preflight';
import { Accounts } from './accounts';
import { PreflightAnswer, PreflightBody } from './preflight.schema';

@ApiTags('check')
@Controller('v1/preflight')
export class PreflightController {
  constructor(
    private readonly accounts: Accounts,
    private readonly preflight: Preflight,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Permits('texts:check', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: PreflightAnswer })
  @ApiOperation({
    summary:
      'Says what would be decided about messages to many recipients, counted by outcome; sends and stores nothing',
    description:
      'By the facts and the function that decide about real messages, of this moment. campaign asks it page by page, with the key of whoever asks campaign.',
  })
  @ChangesNothing('figures of what would become of an audience; asked page by page, by campaign')
  async ask(
    @Body() { advertiserId, at = this.clock.now(), mention, whenCapped, expiresAt, campaignId, ...body }: PreflightBody,
  ) {
    const account = await this.accounts.find(advertiserId);
    const question = {
      ...body,
      at,
      ...(mention !== undefined && { mention }),
      ...(whenCapped !== undefined && { whenCapped }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(campaignId !== undefined && { campaignId }),
    };
    const { groups, quotaLeft } = await this.preflight.execute(question, account);
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
