import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonRoute, personBody } from '@stopsms/audit';
import { phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { GatherEvidence } from './gather-evidence';
import { StandingAnswer } from './persons.schema';

const MOST = 500;

class StandingOfPerson extends personBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly gather: GatherEvidence,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonRoute('standing', {
    summary: 'What is on record here of a number: opt-outs and who asked for them, complaints, erasures, failures',
    description: `The latest ${MOST} of each.`,
  })
  @ZodResponse({ status: 200, type: StandingAnswer })
  standing(@Body() { phone }: StandingOfPerson) {
    return this.gather.own(this.keys.keyOf(phoneIn('body', 'phone', phone).e164), MOST);
  }
}
