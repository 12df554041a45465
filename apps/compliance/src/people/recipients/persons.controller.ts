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
import { FindConsents } from '../consents/find-consents';
import { ConsentsAnswer } from '../consents/consents.schema';
import { PHONE } from '../../http-parts/examples';

const CURSOR = pageCursor({ grantedAt: cursorInstant(), id: uuidField() });

class ConsentsOfPerson extends bodyDto(
  z.strictObject({
    phone: phoneField.describe('E.164, or national in France'),
    cursor: cursorField.optional(),
    limit: pageLimit({ usual: 100, most: 500 }),
  }),
  { phone: PHONE },
) {}

/** The number is in the body: what is in an address is written into logs on its way. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly find: FindConsents,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('consents')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses('invalid-cursor', ...OF_A_PHONE)
  @ZodResponse({ status: 200, type: ConsentsAnswer })
  @ApiOperation({ summary: 'Consents of a person to every advertiser, latest first, each with what became of it' })
  async consents(@Body() { phone, cursor, limit }: ConsentsOfPerson) {
    const recipientKey = this.keys.keyOf(phoneIn('body', 'phone', phone).e164);
    const found = await this.find.page({ recipientKey }, CURSOR.read(cursor), limit + 1, 'whole');
    return CURSOR.page(found, limit, ({ grantedAt, id }) => ({ grantedAt, id }));
  }
}
