import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { type CampaignAction, ChangeCampaign, type Person } from './controls/change-campaign';
import { FindCampaigns } from './find-campaigns';
import { LaneQueue } from '../messages/lane-queue';
import { CampaignOwner } from './campaign-owner';
import { CampaignRunner } from './run/run-campaigns';
import { CampaignPath, CampaignsQuery, ControlDto, personOf } from './campaign-fields';
import { CampaignAnswer, CampaignsAnswer } from './campaigns.schema';

const COUNTS = `The counts are a funnel that adds up at every moment:
recipients = pending + cancelled + refused + held + cleared;
cleared = queued + blocked + expired + rejected + unknown + submitted;
submitted = awaitingReceipt + delivered + failed.
So \`cleared\` and \`submitted\` are cumulative, \`rejected\` is refused by the operator at its door, \`failed\` is a receipt that says so, and
\`optedOut\` counts recipients whose opt-out followed this campaign's message, \`complaints\` beside them those of people who complained of it. \`cancelled\` counts whom a cancelled campaign did not reach,
also where the message was cleared already. A campaign is completed when nothing is pending, held or
queued; receipts may still come.`;

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly changeCampaign: ChangeCampaign,
    private readonly find: FindCampaigns,
    private readonly lane: LaneQueue,
    private readonly runner: CampaignRunner,
  ) {}

  @Get()
  @Permits('campaigns:read', { in: 'query', field: 'advertiserId' })
  @ZodResponse({ status: 200, type: CampaignsAnswer })
  @ApiOperation({ summary: 'Campaigns, latest first, page by page, with what became of their messages' })
  list(@Query() query: CampaignsQuery) {
    return this.find.page(query, query.cursor, query.limit);
  }

  @Get(':id')
  @Permits('campaigns:read', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({ summary: 'One campaign: its state, its counts and the reasons behind them', description: COUNTS })
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
    summary:
      'Stops a campaign until it is resumed: no further messages are made, and those made are held where they are',
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
    summary: 'Goes on after a pause; a running campaign stays as it is',
    description:
      'A campaign that paused itself goes on only with `by` and `reason`: a person answers for it, and an operator’s key is needed. An advertiser’s key resumes what such a key has paused.',
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
  @ApiOperation({ summary: 'Ends it for good: what has not left is cancelled, wherever it is' })
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
