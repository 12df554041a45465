import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, bodyDto, phoneField, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { explainNumber } from './explain-number';
import { RecordNumberStates } from './record-number-states';
import { PHONE } from '../http-parts/examples';
import { NumberAnswer } from './numbers.schema';

class NumberSearch extends bodyDto(
  z.strictObject({ phone: phoneField.describe('Phone number in E.164, or national in France.') }),
  {
    phone: PHONE,
  },
) {}

@ApiTags('numbers')
@Controller('v1/numbers')
export class NumbersController {
  constructor(
    private readonly states: RecordNumberStates,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Permits('opt-outs:read')
  @Refuses(...OF_A_PHONE)
  @ZodResponse({ status: 200, type: NumberAnswer })
  @ApiOperation({
    summary: 'State of a phone number according to receipts: none, unreachable, suspended for adverts, or invalid',
  })
  @LooksAtPersonalData()
  async get(@Body() { phone }: NumberSearch) {
    return explainNumber(await this.states.of(this.keys.keyOf(phoneIn('body', 'phone', phone).e164)));
  }
}
