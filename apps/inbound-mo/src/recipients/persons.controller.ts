import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import {
  OF_A_PHONE,
  Refuses,
  bodyDto,
  cursorField,
  cursorInstant,
  pageCursor,
  pageLimit,
  phoneField,
  phoneIn,
  uuidField,
} from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { FindReplies } from './find-replies';
import { PersonsRepliesAnswer } from './persons.schema';

const CURSOR = pageCursor({ receivedAt: cursorInstant(), id: uuidField() });

class RepliesOfPerson extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('E.164, or national in France'),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 100, most: 500 }),
  }),
  { phone: '+33639980012' },
) {}

/** The number is in the body: what is in an address is written into logs on its way. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindReplies,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('replies')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: PersonsRepliesAnswer })
  @ApiOperation({ summary: 'What came from a number, latest first, and how it was read' })
  async replies(@Body() { phone, cursor, limit }: RepliesOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const found = await this.find.page(recipientKey, CURSOR.read(cursor), limit + 1);
    return CURSOR.page(found, limit, ({ receivedAt, id }) => ({ receivedAt, id }));
  }
}
