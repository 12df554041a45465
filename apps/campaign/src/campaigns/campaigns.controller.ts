import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { type CampaignAction, ChangeCampaign, type Person } from './controls/change-campaign';
import { FindCampaigns } from './find-campaigns';
import { ListCampaigns } from './list-campaigns';
import { LaneQueue } from '../messages/lane-queue';
import { CampaignOwner } from './campaign-owner';
import { CampaignRunner } from './run/run-campaigns';
import { CampaignPath, CampaignsQuery, ControlDto, TagsQuery, personOf } from './campaign-fields';
import { CampaignAnswer, CampaignsAnswer, TagsAnswer } from './campaigns.schema';

const COUNTS = `The counts are a funnel that adds up at every moment:
recipients = pending + cancelled + refused + held + cleared;
cleared = queued + blocked + expired + rejected + unknown + submitted;
submitted = awaitingReceipt + delivered + failed.
\`cleared\` and \`submitted\` are cumulative. \`rejected\` counts messages that the operator did not accept, \`failed\` those with a failed delivery receipt.
\`optedOut\` counts recipients who opted out after this campaign’s message, and \`complaints\` the complaints about it. \`cancelled\` counts recipients that a cancelled campaign did not reach,
including those whose message was already cleared. A campaign is completed when nothing is pending, held or
queued; receipts may still arrive.`;

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly changeCampaign: ChangeCampaign,
    private readonly find: FindCampaigns,
    private readonly campaigns: ListCampaigns,
    private readonly lane: LaneQueue,
    private readonly runner: CampaignRunner,
  ) {}

  @Get()
  @Permits('campaigns:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: CampaignsAnswer })
  @ApiOperation({
    summary: 'Campaigns with the outcomes of their messages, page by page',
    description: 'Archived campaigns are left out unless `archived` says otherwise.',
  })
  list(@Query() query: CampaignsQuery) {
    return this.campaigns.page(query, query.cursor, query.limit);
  }

  @Get('tags')
  @Permits('campaigns:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: TagsAnswer })
  @ApiOperation({ summary: 'Tags of an advertiser’s campaigns, the most frequent first' })
  async tags(@Query() { advertiserId }: TagsQuery) {
    return { items: await this.campaigns.tags(advertiserId) };
  }

  @Get(':id')
  @Permits('campaigns:read', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({ summary: 'A campaign with its state, counts and reasons', description: COUNTS })
  async get(@Param() { id }: CampaignPath) {
    const campaign = await this.find.byId(id);
    if (!campaign) throw Problem.notFound('campaign', id);
    const ahead = await this.lane.aheadOfCampaign(await this.find.remaining(id));
    return { ...campaign, ...(ahead && { ahead }) };
  }

  @Post(':id/pause')
  @Permits('campaigns:control', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over', 'campaign-not-started')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Pauses a campaign until it is resumed: no further messages are created, and unsent ones are held',
  })
  pause(
    @Param() { id }: CampaignPath,
    @Body() person: ControlDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    return this.change(id, 'pause', personOf(caller, actsFor, person));
  }

  @Post(':id/resume')
  @Permits('campaigns:control', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over', 'campaign-not-started', 'resume-needs-a-person', 'operators-only')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Resumes a paused campaign; has no effect on a running one',
    description:
      'A campaign that paused itself is resumed only with an operator’s key, `by` and `reason`, so that a person takes responsibility. An advertiser’s key resumes a campaign that was paused with an advertiser’s key.',
  })
  resume(
    @Param() { id }: CampaignPath,
    @Body() person: ControlDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    return this.change(id, 'resume', personOf(caller, actsFor, person));
  }

  @Post(':id/cancel')
  @Permits('campaigns:control', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({ summary: 'Cancels a campaign permanently; messages not yet sent are cancelled at every stage' })
  cancel(
    @Param() { id }: CampaignPath,
    @Body() person: ControlDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
  ) {
    return this.change(id, 'cancel', personOf(caller, actsFor, person));
  }

  private async change(id: string, action: CampaignAction, person: Person) {
    const changed = await this.changeCampaign.execute(id, action, person);
    if (!changed.ok) {
      const { code, state } = changed.refusal;
      if (code === 'campaign-unknown') throw Problem.notFound('campaign', id);
      if (code === 'paused-by-others') throw new Problem('operators-only', PAUSED_BY_OTHERS);
      if (code === 'resume-needs-a-person') throw new Problem(code, NEEDS_A_PERSON);
      if (code === 'campaign-not-started') throw new Problem(code, NOT_STARTED);
      throw new Problem(code, `The campaign is ${state}: ${action} is no longer possible. Create a new one.`);
    }
    this.runner.nudge();
    return changed.value;
  }
}

const PAUSED_BY_OTHERS =
  'The campaign was not paused by a key of its advertiser: it paused itself because of how recipients reacted, or an operator did. An operator lets it go on; GET it for the reason.';
const NEEDS_A_PERSON = `The campaign was paused automatically because of recipients’ reactions; GET it for the reason. To resume it, send {"by": "<your name>", "reason": "<why>"}.`;
const NOT_STARTED = 'The campaign is a draft. Start it with POST /v1/campaigns/:id/start.';
