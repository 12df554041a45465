import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, CallerOf, ForAdvertisers, Problem, signedBy, Refuses, asked } from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { AnswerOnce } from '../use-cases/answer-once';
import { type CampaignAction, ChangeCampaign, type Person } from '../use-cases/change-campaign';
import { CreateCampaign } from '../use-cases/create-campaign';
import { FindCampaigns } from '../use-cases/find-campaigns';
import { LaneQueue } from '../use-cases/lane-queue';
import { CampaignOwner } from '../use-cases/owners';
import { CampaignRunner } from '../use-cases/run-campaigns';
import { firstCampaign } from './first-campaign';
import { ApiIdempotencyKey, IdempotencyKey, keyReused } from './idempotency-key';
import { category, cursor, instant, label, limit, mention, msOf, text, uuid, whenCapped } from './request-fields';
import { CampaignAnswer, CampaignsAnswer } from './campaigns.schema';

class NewCampaignDto extends createZodDto(
  z
    .strictObject({
      advertiserId: uuid('an advertiser id'),
      addressBookId: uuid('an address book id'),
      category,
      text: text.describe(
        '`{{first_name}}` stands for the contact’s attribute; a message whose contact has none is refused',
      ),
      mention: mention.optional(),
      whenCapped: whenCapped.optional(),
      sendAt: instant.optional().describe('ISO 8601 with offset or epoch ms; at once when absent'),
      expiresAt: instant.optional().describe('not sent from then on'),
    })
    .refine(({ sendAt = 0, expiresAt }) => expiresAt === undefined || (msOf(expiresAt) ?? 0) > (msOf(sendAt) ?? 0), {
      path: ['expiresAt'],
      message: 'must be later than sendAt',
    }),
) {}
class CampaignsQuery extends createZodDto(
  z.object({ advertiserId: uuid('an advertiser id').optional(), cursor, limit }),
) {}
class ControlDto extends asked(
  z
    .strictObject({
      by: label(100).optional().describe('who does this; with a key, its name instead'),
      reason: label(500).optional().describe('why; no personal data of recipients'),
    })
    .default({}),
  { by: 'anne', reason: 'a wrong price' },
) {}
class CampaignPath extends createZodDto(z.object({ id: uuid('a campaign id') })) {}

const COUNTS = `The counts are a funnel that adds up at every moment:
recipients = pending + cancelled + refused + held + cleared;
cleared = queued + blocked + expired + rejected + unknown + submitted;
submitted = awaitingReceipt + delivered + failed.
So \`cleared\` and \`submitted\` are cumulative, \`rejected\` is refused by the operator at its door, \`failed\` is a receipt that says so, and
\`optedOut\` counts recipients whose opt-out followed this campaign's message. \`cancelled\` counts whom a cancelled campaign did not reach,
also where the message was cleared already. A campaign is completed when nothing is pending, held or
queued; receipts may still come.`;

@ApiTags('campaigns')
@Controller('v1/campaigns')
export class CampaignsController {
  constructor(
    private readonly answerOnce: AnswerOnce,
    private readonly createCampaign: CreateCampaign,
    private readonly changeCampaign: ChangeCampaign,
    private readonly find: FindCampaigns,
    private readonly lane: LaneQueue,
    private readonly runner: CampaignRunner,
  ) {}

  @Post()
  @Refuses('not-found', 'ADDRESS_BOOK_OF_ANOTHER', 'ADDRESS_BOOK_EMPTY', 'SENDER_NOT_YOURS')
  @ZodResponse({ status: 201, type: CampaignAnswer })
  @ForAdvertisers({ in: 'body', field: 'advertiserId' })
  @ApiIdempotencyKey()
  @ApiOperation({ summary: 'Sends a text to everybody in an address book, at once or at a given time' })
  @ApiBody({ type: NewCampaignDto, ...firstCampaign })
  async create(@Body() body: NewCampaignDto, @IdempotencyKey() key: string | undefined) {
    const wanted = { ...body, sendAt: msOf(body.sendAt), expiresAt: msOf(body.expiresAt) };
    const created = await this.answerOnce.execute('POST /v1/campaigns', key, body, (tx) =>
      this.createCampaign.execute(tx, wanted),
    );
    if (created.ok) {
      this.runner.nudge();
      return created.value;
    }
    const { refusal } = created;
    if (refusal.code === 'idempotency-key-reused') throw keyReused();
    if (refusal.code === 'address-book-unknown') throw Problem.notFound('address book', body.addressBookId);
    throw new Problem(refusal.code, refusal.detail);
  }

  @Get()
  @ZodResponse({ status: 200, type: CampaignsAnswer })
  @ForAdvertisers({ in: 'query', field: 'advertiserId' })
  @ApiOperation({ summary: 'Campaigns, latest first, page by page, without counts' })
  list(@Query() query: CampaignsQuery) {
    return this.find.page(query.advertiserId, query.cursor, query.limit);
  }

  @Get(':id')
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ForAdvertisers({ owner: CampaignOwner, param: 'id' })
  @ApiOperation({ summary: 'One campaign: its state, its counts and the reasons behind them', description: COUNTS })
  async get(@Param() { id }: CampaignPath) {
    const campaign = await this.find.byId(id);
    if (!campaign) throw Problem.notFound('campaign', id);
    const ahead = await this.lane.aheadOfCampaign(id);
    return { ...campaign, ...(ahead && { ahead }) };
  }

  @Post(':id/pause')
  @ForAdvertisers({ owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary:
      'Stops a campaign until it is resumed: no further messages are made, and those made are held where they are',
  })
  pause(@Param() { id }: CampaignPath, @Body() person: ControlDto, @CallerOf() caller: Caller) {
    return this.change(id, 'pause', personOf(caller, person));
  }

  @Post(':id/resume')
  @ForAdvertisers({ owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over', 'resume-needs-a-person', 'operators-only')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Goes on after a pause; a running campaign stays as it is',
    description:
      'A campaign that paused itself goes on only with `by` and `reason`: a person answers for it, and an operator’s key is needed. An advertiser’s key resumes what such a key has paused.',
  })
  resume(@Param() { id }: CampaignPath, @Body() person: ControlDto, @CallerOf() caller: Caller) {
    return this.change(id, 'resume', personOf(caller, person));
  }

  @Post(':id/cancel')
  @ForAdvertisers({ owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({ summary: 'Ends it for good: what has not left is cancelled, wherever it is' })
  cancel(@Param() { id }: CampaignPath, @Body() person: ControlDto, @CallerOf() caller: Caller) {
    return this.change(id, 'cancel', personOf(caller, person));
  }

  private async change(id: string, action: CampaignAction, person: Person) {
    const changed = await this.changeCampaign.execute(id, action, person);
    if (!changed.ok) {
      const { code, state } = changed.refusal;
      if (code === 'campaign-unknown') throw Problem.notFound('campaign', id);
      if (code === 'paused-by-others') throw new Problem('operators-only', PAUSED_BY_OTHERS);
      if (code === 'resume-needs-a-person') throw new Problem(code, NEEDS_A_PERSON);
      throw new Problem(code, `The campaign is ${state} and cannot ${action} any more. Make a new one.`);
    }
    this.runner.nudge();
    return changed.value;
  }
}

const personOf = (caller: Caller, { by, reason }: ControlDto): Person => ({
  by: signedBy(caller, by),
  reason,
  ofAdvertiser: caller.kind === 'advertiser',
});

const PAUSED_BY_OTHERS =
  'The campaign was not paused by a key of its advertiser: it paused itself because of how recipients reacted, or an operator did. An operator lets it go on; GET it for the reason.';
const NEEDS_A_PERSON = `The campaign paused itself because of how recipients reacted; GET it for the reason. Send {"by": "<your name>", "reason": "<why it may go on>"} to resume it.`;
