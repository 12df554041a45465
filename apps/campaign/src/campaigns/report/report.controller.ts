import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { Problem, Refuses } from '@stopsms/http';
import { maskMsisdn } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { seesNumbers } from '../../contacts/contact-fields';
import { cursor, limit } from '../../http-parts/request-fields';
import { CampaignPath } from '../campaign-fields';
import { CampaignOwner } from '../campaign-owner';
import { FindCampaignMessages } from '../find-campaign-messages';
import { FindReport, type NotReached } from './find-report';
import { CourseAnswer, NotReachedAnswer, notReachedState } from './report.schema';

class NotReachedQuery extends createZodDto(
  z.object({
    state: notReachedState.default('refused'),
    code: z
      .string()
      .regex(/^\w{1,60}$/, 'must be a reason code')
      .optional()
      .describe('Reason code, e.g. CONSENT_MISSING.'),
    cursor,
    limit,
  }),
) {}

/** Reports on a campaign: its course, and whom it did not reach. */
@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class ReportController {
  constructor(
    private readonly report: FindReport,
    private readonly campaigns: FindCampaignMessages,
  ) {}

  @Get('course')
  @Permits('campaigns:read', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CourseAnswer })
  @ApiOperation({ summary: 'Outcomes of a campaign’s messages over time' })
  async course(@Param() { id }: CampaignPath) {
    await this.mustExist(id);
    return this.report.course(id);
  }

  @Get('not-reached')
  @Permits('contacts:read', { owner: CampaignOwner, param: 'id' })
  @LooksAtPersonalData()
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: NotReachedAnswer })
  @ApiOperation({
    summary: 'Recipients whom a campaign did not reach, with the reason and the contact, page by page',
    description: 'People see masked numbers, as in the list of contacts.',
  })
  async notReached(
    @Param() { id }: CampaignPath,
    @Query() { state, code, cursor: after, limit: most }: NotReachedQuery,
    @CallerOf() caller: Caller,
  ) {
    await this.mustExist(id);
    const { items, ...next } = await this.report.notReached(id, { state, code }, after, most);
    const isShown = seesNumbers(caller);
    return {
      items: items.map(({ contact, ...item }) => ({
        ...item,
        state,
        ...(contact && { contact: shown(contact, isShown) }),
      })),
      ...next,
    };
  }

  private async mustExist(id: string): Promise<void> {
    if ((await this.campaigns.countryOf(id)) === undefined) throw Problem.notFound('campaign', id);
  }
}

const shown = ({ phone, ...contact }: NonNullable<NotReached['contact']>, isShown: boolean) => ({
  ...contact,
  maskedMsisdn: maskMsisdn(phone),
  ...(isShown && { phone }),
});
