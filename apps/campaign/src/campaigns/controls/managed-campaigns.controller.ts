import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ActsFor, type Caller, CallerOf, Permits } from '@stopsms/access';
import { Problem, Refuses } from '@stopsms/http';
import { ZodResponse } from 'nestjs-zod';
import { ApiIfMatch, IfMatch, changedMeanwhile } from '../../http-parts/if-match';
import { CampaignPath, ControlDto, personOf } from '../campaign-fields';
import { CampaignOwner } from '../campaign-owner';
import { CampaignAnswer, DeletedCampaignAnswer } from '../campaigns.schema';
import { type ArchiveRefusal, type DeleteRefusal, ManageCampaign, type ReopenRefusal } from './manage-campaign';

/** Changes of the state of a campaign beside its controls: back to a draft, deleted, archived. */
@ApiTags('campaigns')
@Controller('v1/campaigns/:id')
export class ManagedCampaignsController {
  constructor(private readonly manage: ManageCampaign) {}

  @Post('reopen')
  @HttpCode(200)
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found', 'campaign-started', 'campaign-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Takes a scheduled campaign back before its start, to change it; has no effect on a draft',
    description:
      'The campaign is a draft again: nothing is sent until `POST /v1/campaigns/:id/start` starts it, with the same checks as a new one.',
  })
  async reopen(
    @Param() { id }: CampaignPath,
    @Body() person: ControlDto,
    @CallerOf() caller: Caller,
    @ActsFor() actsFor: readonly string[] | undefined,
    @IfMatch() version: number | undefined,
  ) {
    const reopened = await this.manage.reopen(id, personOf(caller, actsFor, person), version);
    if (reopened.ok) return reopened.value;
    throw problemOf(id, reopened.refusal);
  }

  @Delete()
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @ApiIfMatch()
  @Refuses('not-found', 'campaign-started', 'campaign-has-history')
  @ZodResponse({ status: 200, type: DeletedCampaignAnswer })
  @ApiOperation({
    summary: 'Deletes a draft that was never started',
    description: 'A campaign that was started or scheduled is kept: cancel it, and archive it.',
  })
  async delete(@Param() { id }: CampaignPath, @IfMatch() version: number | undefined) {
    const deleted = await this.manage.delete(id, version);
    if (deleted.ok) return { id, deleted: true as const };
    throw problemOf(id, deleted.refusal);
  }

  @Post('archive')
  @HttpCode(200)
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found', 'campaign-not-over')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({
    summary: 'Archives a campaign that has ended: lists leave it out unless asked. Nothing is deleted',
  })
  archive(@Param() { id }: CampaignPath) {
    return this.setArchived(id, true);
  }

  @Post('unarchive')
  @HttpCode(200)
  @Permits('campaigns:write', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CampaignAnswer })
  @ApiOperation({ summary: 'Shows an archived campaign in lists again' })
  unarchive(@Param() { id }: CampaignPath) {
    return this.setArchived(id, false);
  }

  private async setArchived(id: string, isArchived: boolean) {
    const done = await this.manage.archive(id, isArchived);
    if (done.ok) return done.value;
    throw problemOf(id, done.refusal);
  }
}

function problemOf(id: string, refusal: ReopenRefusal | DeleteRefusal | ArchiveRefusal): Problem {
  switch (refusal.code) {
    case 'campaign-unknown':
      return Problem.notFound('campaign', id);
    case 'changed-meanwhile':
      return changedMeanwhile('The campaign', refusal);
    case 'campaign-started':
      return new Problem(
        refusal.code,
        `The campaign is ${refusal.state}. Only drafts are deleted, and only scheduled campaigns are taken back; a paused one has to be resumed first.`,
      );
    case 'campaign-over':
      return new Problem(refusal.code, `The campaign is ${refusal.state}. Duplicate it to send it again.`);
    case 'campaign-has-history':
      return new Problem(
        refusal.code,
        'The campaign was scheduled before, and its history is kept. Cancel it, then archive it.',
      );
    case 'campaign-not-over':
      return new Problem(refusal.code, `The campaign is ${refusal.state}. Archive it when it has ended.`);
  }
}
