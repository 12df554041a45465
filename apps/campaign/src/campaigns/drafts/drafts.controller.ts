import { Body, Controller, Headers, Param, Patch, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, Permits, signedBy } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import type { ComplianceAway } from '../preflight/compliance-client';
import { ZodResponse } from 'nestjs-zod';
import { AnswerOnce } from '../../http-parts/answer-once';
import type { PlanRefusal } from './campaign-plan';
import { ChangeDraft } from './change-draft';
import { CreateCampaign } from './create-campaign';
import { DuplicateCampaign } from './duplicate-campaign';
import { LaunchCampaign, type LaunchRefusal } from '../run/launch-campaign';
import { CampaignOwner } from '../campaign-owner';
import { CampaignRunner } from '../run/run-campaigns';
import { CampaignPath, DraftChangesDto, DuplicateDto, NewCampaignDto, StartDto } from '../campaign-fields';
import { CampaignAnswer } from '../campaigns.schema';
import { firstCampaign } from '../../http-parts/first-campaign';
import { ApiIfMatch, IfMatch, changedMeanwhile } from '../../http-parts/if-match';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from '../../http-parts/idempotency-key';

const FIX = 'Change the draft with PATCH /v1/campaigns/:id, then start it again.';

/** A campaign until it is started. */
@ApiTags('campaigns')
@Controller('v1/campaigns')
export class DraftsController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createCampaign: CreateCampaign,
    private readonly duplicateCampaign: DuplicateCampaign,
    private readonly changeDraft: ChangeDraft,
    private readonly launchCampaign: LaunchCampaign,
    private readonly runner: CampaignRunner,
  ) {}

  @Post()
  @Permits('campaigns:write', { in: 'body', field: 'advertiserId' })
  @Refuses('not-found', 'time-past')
  @ZodResponse({ status: 201, type: CampaignAnswer })
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Creates the draft of a campaign: one text to every contact of an address book, now or at a given time',
    description: 'Nothing is sent until `POST /v1/campaigns/:id/start` starts the campaign.',
  })
  @ApiBody({ type: NewCampaignDto, ...firstCampaign })
  async create(@Body() body: NewCampaignDto, @IdempotencyKey() key: string | undefined) {
    const created = await this.answerOnce.execute('POST /v1/campaigns', key, body, (tx) =>
      this.createCampaign.execute(tx, body),
    );
    if (created.ok) return created.value;
    if (created.refusal.code === 'idempotency-key-reused') throw keyReused();
    throw problemOfPlan(created.refusal);
  }

  @Patch(':id')
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found', 'time-past', 'campaign-started', 'campaign-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Changes a draft; omitted fields keep their value, null clears one',
    description: '`name` and `tags` can be changed in any state of the campaign, and do not change its `version`.',
  })
  async change(
    @Param() { id }: CampaignPath,
    @Body() { sendAt, expiresAt, ...changes }: DraftChangesDto,
    @IfMatch() version: number | undefined,
  ) {
    const changed = await this.changeDraft.execute(
      id,
      {
        ...changes,
        ...(sendAt !== undefined && { sendAt }),
        ...(expiresAt !== undefined && { expiresAt }),
      },
      version,
    );
    if (changed.ok) return changed.value;
    const { refusal } = changed;
    switch (refusal.code) {
      case 'campaign-unknown':
        throw Problem.notFound('campaign', id);
      case 'changed-meanwhile':
        throw changedMeanwhile('The draft', refusal);
      case 'campaign-started':
      case 'campaign-over':
        throw new Problem(
          refusal.code,
          `The campaign is ${refusal.state}, and only drafts can be changed, except their name and tags. Create a new campaign.`,
        );
      default:
        throw problemOfPlan(refusal);
    }
  }

  @Post(':id/duplicate')
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 201, type: CampaignAnswer })
  @ApiIdempotencyKey()
  @ApiOperation({
    summary: 'Creates a draft with the text and the recipients of a campaign in any state, without its times',
  })
  async duplicate(
    @Param() { id }: CampaignPath,
    @Body() { addressBookId, name }: DuplicateDto,
    @IdempotencyKey() key: string | undefined,
  ) {
    const route = `POST /v1/campaigns/${id}/duplicate`;
    const made = await this.answerOnce.execute(route, key, { addressBookId, name }, (tx) =>
      this.duplicateCampaign.execute(tx, id, { addressBookId, name }),
    );
    if (made.ok) return made.value;
    if (made.refusal.code === 'idempotency-key-reused') throw keyReused();
    if (made.refusal.code === 'campaign-unknown') throw Problem.notFound('campaign', id);
    throw problemOfPlan(made.refusal);
  }

  @Post(':id/start')
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @Refuses(
    ...(['not-found', 'time-past', 'text-refused', 'ADDRESS_BOOK_EMPTY', 'SENDER_NOT_YOURS'] as const),
    ...(['campaign-over', 'campaign-changed', 'compliance-away'] as const),
  )
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Starts a draft, now or at its sendAt; has no effect on a started campaign',
    description:
      'The text is checked first, for each country of the address book and with the attributes of its contacts. If it would be refused for all recipients in a country, nothing is started, and `refused` says for each country what to change.',
  })
  async start(
    @Param() { id }: CampaignPath,
    @Body() { by, partly }: StartDto,
    @CallerOf() caller: Caller,
    @Headers('authorization') authorization: string | undefined,
  ) {
    const started = await this.launchCampaign.execute(id, { by: signedBy(caller, by), partly }, { authorization });
    if (!started.ok) throw problemOfLaunch(id, started.refusal);
    this.runner.nudge();
    return started.value;
  }
}

export function problemOfPlan({ code, detail, more }: PlanRefusal): Problem {
  if (code === 'address-book-unknown') return new Problem('not-found', detail);
  if (code === 'expires-too-soon') return Problem.ofField('invalid-request', 'body', 'expiresAt', detail);
  return new Problem(code, detail, more);
}

function problemOfLaunch(id: string, refusal: LaunchRefusal): Problem {
  switch (refusal.code) {
    case 'campaign-unknown':
      return Problem.notFound('campaign', id);
    case 'campaign-over':
      return new Problem(
        refusal.code,
        `The campaign is ${refusal.state} and can no longer be started. Create a new one.`,
      );
    case 'campaign-changed':
      return new Problem(
        refusal.code,
        'The draft was changed while its text was checked. Read it, then start it again.',
      );
    case 'text-refused': {
      const [first, ...others] = refusal.refused;
      const more =
        others.length > 0 ? ` So are those to ${others.length} more countries or regions; refused lists them.` : '';
      const partly = refusal.leavesSomewhere ? ' Or start it with {"partly": true} to send to the others alone.' : '';
      const detail = `Messages to ${first?.region} would be refused (${first?.code}): ${first?.detail}${more} ${FIX}${partly}`;
      return new Problem(refusal.code, detail, { refused: refusal.refused, leavesSomewhere: refusal.leavesSomewhere });
    }
    case 'time-past':
      return new Problem(refusal.code, `${refusal.detail} ${FIX}`, refusal.more);
    case 'address-book-unknown':
    case 'expires-too-soon':
      return problemOfPlan(refusal);
    case 'compliance-away':
      return problemOfAway(refusal);
    default:
      return new Problem(refusal.code, refusal.detail);
  }
}

export const problemOfAway = ({ code, detail, retryAfter }: ComplianceAway): Problem =>
  retryAfter === undefined ? new Problem(code, detail) : Problem.tooMany(detail, retryAfter);
