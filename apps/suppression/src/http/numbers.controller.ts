import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { RecipientKeys } from '@stopsms/kernel';
import { Permits, phoneIn, OF_A_PHONE, Refuses, phoneField, LooksAtPersonalData } from '@stopsms/service-kit';
import { ZodResponse, createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { explainNumber } from '../domain/explain-number';
import { RecordNumberStates } from '../use-cases/record-number-states';
import { NumberAnswer } from './why-blocked.schema';

class NumberQuery extends createZodDto(z.object({ phone: phoneField.describe('E.164, or national in France') })) {}

@ApiTags('numbers')
@Controller('v1/numbers')
export class NumbersController {
  constructor(
    private readonly states: RecordNumberStates,
    private readonly keys: RecipientKeys,
  ) {}

  @Get()
  @Permits('opt-outs:read')
  @Refuses(...OF_A_PHONE)
  @ZodResponse({ status: 200, type: NumberAnswer })
  @ApiOperation({ summary: 'What receipts tell of a number: nothing, unreachable, suspended for adverts, or invalid' })
  @LooksAtPersonalData()
  async get(@Query() { phone }: NumberQuery) {
    return explainNumber(await this.states.of(this.keys.keyOf(phoneIn('query', 'phone', phone).e164)));
  }
}
