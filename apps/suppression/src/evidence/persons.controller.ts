import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permits } from '@stopsms/access';
import { LooksAtPersonalData } from '@stopsms/audit';
import { OF_A_PHONE, Refuses, bodyDto, phoneField, phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { z } from 'zod';
import { GatherEvidence } from './gather-evidence';
import { PHONE } from '../http-parts/examples';
import { StandingAnswer } from './persons.schema';

const MOST = 500;

class StandingOfPerson extends bodyDto(z.strictObject({ phone: phoneField.describe('E.164, or national in France') }), {
  phone: PHONE,
}) {}

/** The number is in the body: what is in an address is written into logs on its way. */
@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly gather: GatherEvidence,
    private readonly keys: RecipientKeys,
  ) {}

  @Post('standing')
  @Permits('persons:read')
  @LooksAtPersonalData()
  @HttpCode(200)
  @Refuses(...OF_A_PHONE)
  @ZodResponse({ status: 200, type: StandingAnswer })
  @ApiOperation({
    summary: 'What is on record here of a number: opt-outs and who asked for them, complaints, erasures, failures',
    description: `The latest ${MOST} of each.`,
  })
  standing(@Body() { phone }: StandingOfPerson) {
    return this.gather.own(this.keys.keyOf(phoneIn('body', 'phone', phone).e164), MOST);
  }
}
