import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, bodyDto, cursorField, pageLimit, phoneField, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { CURSOR } from '../page-cursor';
import { ConfirmationsAnswer } from './confirmations.schema';
import { SERVICE_MESSAGES_SQL } from './service-messages.store';

class ConfirmationsSearch extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('Phone number in E.164, or national in France.'),
    cursor: cursorField.optional(),
    limit: pageLimit(),
  }),
  { phone: '06 39 98 00 12' },
) {}

@ApiTags('confirmations')
@Controller('v1/confirmations')
export class ConfirmationsController {
  constructor(
    private readonly database: Database,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Permits('opt-outs:read')
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ConfirmationsAnswer })
  @ApiOperation({
    summary: 'Confirmations of opt-outs and answers to CONTACT and HELP that were sent to a phone number, latest first',
    description:
      '`state` is `scheduled` (waits for daytime, see `scheduledFor`) or `queued` (passed to the dispatcher), then the dispatcher’s result: submitted, blocked, rejected, expired or unknown. A scheduled confirmation expires unsent if a later change contradicts it: a return that of an opt-out, a STOP that of a lift.',
  })
  @LooksAtPersonalData()
  async list(@Body() { phone, cursor, limit }: ConfirmationsSearch) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const after = CURSOR.read(cursor);
    const params = [recipientKey, after?.at ?? null, after?.id ?? null, limit + 1] as const;
    const rows = await this.database.query(SERVICE_MESSAGES_SQL.page, params);
    const { items, nextCursor } = CURSOR.page(rows, limit, ({ at, messageId }) => ({
      at: at.getTime(),
      id: messageId,
    }));
    return {
      items: items.map(({ dueAt, code, text, ...item }) => ({
        ...item,
        ...(text === null ? {} : { text }),
        ...(item.state === 'scheduled' ? { scheduledFor: dueAt } : {}),
        ...(code === null ? {} : { code }),
      })),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }
}
