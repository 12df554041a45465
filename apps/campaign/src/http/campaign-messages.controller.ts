import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecipientKeys } from '@stopsms/kernel';
import {
  Permits,
  OF_A_PHONE,
  Problem,
  Refuses,
  phoneField,
  phoneIn,
  LooksAtPersonalData,
  givenNumber,
} from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { FindCampaignMessages } from '../use-cases/find-campaign-messages';
import { CampaignOwner } from '../use-cases/owners';
import { CampaignMessagesAnswer, messageState } from './messages.schema';
import { cursor, limit, uuid } from './request-fields';

class CampaignPath extends createZodDto(z.object({ id: uuid('a campaign id') })) {}
class MessagesQuery extends createZodDto(
  z.object({
    phone: phoneField
      .optional()
      .describe('E.164, or national in the advertiser’s country; spaces and dots do not count'),
    state: messageState.optional(),
    cursor,
    limit,
  }),
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
  @Refuses('not-found', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: CampaignMessagesAnswer })
  @ApiOperation({
    summary: 'Messages of a campaign by number or state, page by page as they were made',
    description:
      'No number is kept with a message, so none is shown; who has one finds its message by `phone`, also after the contact is gone.',
  })
  @LooksAtPersonalData({ when: givenNumber('phone') })
  async list(@Param() { id }: CampaignPath, @Query() { phone, state, cursor: after, limit: most }: MessagesQuery) {
    const country = await this.find.countryOf(id);
    if (country === undefined) throw Problem.notFound('campaign', id);
    const recipientKey =
      phone === undefined ? undefined : this.keys.keyOf(phoneIn('query', 'phone', phone, country).e164);
    return this.find.page(id, { state, recipientKey }, after, most);
  }
}
