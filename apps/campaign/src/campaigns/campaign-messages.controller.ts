import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Problem, Refuses, bodyDto, phoneField, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindCampaignMessages } from './find-campaign-messages';
import { CampaignOwner } from './campaign-owner';
import { CampaignMessagesAnswer, messageState } from '../messages/messages.schema';
import { cursor, limit, uuid } from '../http-parts/request-fields';

class CampaignPath extends createZodDto(z.object({ id: uuid('a campaign id') })) {}
class MessagesQuery extends createZodDto(z.object({ state: messageState.optional(), cursor, limit })) {}
class MessagesSearch extends bodyDto(
  z.strictObject({
    phone: phoneField.describe(
      'Number in E.164 or in the national format of the advertiser’s country. Spaces and dots are ignored.',
    ),
    state: messageState.optional(),
    cursor,
    limit,
  }),
  { phone: '06 39 98 00 12' },
) {}

@ApiTags('campaigns')
@Controller('v1/campaigns/:id/messages')
export class CampaignMessagesController {
  constructor(
    private readonly find: FindCampaignMessages,
    private readonly keys: RecipientKeys,
  ) {}

  @Get()
  @Permits('messages:read', { owner: CampaignOwner, param: 'id' })
  @Refuses('not-found')
  @ZodResponse({ status: 200, type: CampaignMessagesAnswer })
  @ApiOperation({
    summary: 'Messages of a campaign in one or all states, page by page in the order of creation',
    description: 'Messages do not store phone numbers, so none is returned.',
  })
  async list(@Param() { id }: CampaignPath, @Query() { state, cursor: after, limit: most }: MessagesQuery) {
    await this.countryOf(id);
    return this.find.page(id, { state, recipientKey: undefined }, after, most);
  }

  @Post('search')
  @Permits('messages:read', { owner: CampaignOwner, param: 'id' })
  @HttpCode(200)
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: CampaignMessagesAnswer })
  @ApiOperation({
    summary: 'Message of a campaign to a phone number',
    description: 'Also finds messages whose contact was deleted.',
  })
  @LooksAtPersonalData()
  async search(@Param() { id }: CampaignPath, @Body() { phone, state, cursor: after, limit: most }: MessagesSearch) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone, await this.countryOf(id)).e164);
    return this.find.page(id, { state, recipientKey }, after, most);
  }

  private async countryOf(id: string): Promise<string> {
    const country = await this.find.countryOf(id);
    if (country === undefined) throw Problem.notFound('campaign', id);
    return country;
  }
}
