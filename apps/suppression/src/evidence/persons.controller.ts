import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonRoute, personBody } from '@stopsms/audit';
import { phoneIn } from '@stopsms/http';
import { RecipientKeys } from '@stopsms/kernel';
import { ZodResponse } from 'nestjs-zod';
import { GatherEvidence } from './gather-evidence';
import { PersonStatusAnswer } from './persons.schema';

const MOST = 500;

class PersonStatusBody extends personBody() {}

@ApiTags('persons')
@Controller('v1/persons')
export class PersonsController {
  constructor(
    private readonly gather: GatherEvidence,
    private readonly keys: RecipientKeys,
  ) {}

  @PersonRoute('standing', {
    summary: 'Records about a phone number: opt-outs and their origin, complaints, erasures, delivery failures',
    description: `At most the latest ${MOST} entries of each kind.`,
  })
  @ZodResponse({ status: 200, type: PersonStatusAnswer })
  standing(@Body() { phone }: PersonStatusBody) {
    return this.gather.own(this.keys.keyOf(phoneIn('body', 'phone', phone).e164), MOST);
  }
}
